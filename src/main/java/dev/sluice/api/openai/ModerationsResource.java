package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.Scope;
import dev.sluice.api.Door;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RateLimitHeaders;
import dev.sluice.api.RequestBody;
import dev.sluice.journey.GenerationIds;
import dev.sluice.journey.Moderations;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Collectors;

/** Judges texts that belong to no chat, in OpenAI's shape. */
@Path("/v1/moderations")
@Produces(MediaType.APPLICATION_JSON)
public class ModerationsResource {
  private static final int MOST_TEXTS = 32;
  private static final int LONGEST_MODEL = 256;

  private final Door door;
  private final Moderations moderations;
  private final GenerationIds ids;
  private final RequestBody bodies;

  ModerationsResource(Door door, Moderations moderations, GenerationIds ids, RequestBody bodies) {
    this.door = door;
    this.moderations = moderations;
    this.ids = ids;
    this.bodies = bodies;
  }

  @POST
  public Uni<String> judge(HttpServerRequest request) {
    return door.serve(request, Scope.MODERATIONS)
        .chain(
            caller -> bodies.read(request).chain(body -> judge(caller, body, request.response())));
  }

  private Uni<String> judge(Caller caller, Buffer body, HttpServerResponse response) {
    ObjectNode json = JsonBody.parse(body);
    WholeText.check(json);
    Fields fields = Fields.root(json);
    String model = fields.text("model").orElse("");
    if (model.length() > LONGEST_MODEL) {
      throw fields.wrong("model", "must have at most " + LONGEST_MODEL + " characters.");
    }
    String id = ids.next().replaceFirst("gen_", "modr-");
    return moderations
        .judge(id, caller, model, texts(fields), left -> RateLimitHeaders.put(response, left))
        .map(verdicts -> ModerationsJson.of(id, model, verdicts));
  }

  private static List<String> texts(Fields fields) {
    JsonNode input = fields.any("input").orElseThrow(() -> fields.wrong("input", "is required."));
    if (input.isTextual()) {
      return List.of(text(input, "input"));
    }
    if (!input.isArray() || input.isEmpty()) {
      throw fields.wrong("input", "must be a string, an array of strings or of text parts.");
    }
    List<Fields.Element> elements = fields.array("input", MOST_TEXTS);
    return input.get(0).isObject()
        ? List.of(parts(elements))
        : elements.stream().map(element -> text(element.node(), element.path())).toList();
  }

  /** Parts are one input, as with OpenAI; each is a line of it. */
  private static String parts(List<Fields.Element> elements) {
    return elements.stream()
        .map(Fields.Element::fields)
        .map(ModerationsResource::part)
        .collect(Collectors.joining("\n"));
  }

  private static String part(Fields part) {
    if (!part.requiredText("type").equals("text")) {
      throw part.wrong("type", "must be text; nothing else can be judged.");
    }
    return part.requiredText("text");
  }

  private static String text(JsonNode node, String path) {
    if (!node.isTextual() || node.textValue().isEmpty()) {
      throw Refusal.Invalid.parameter(path, "'" + path + "' must be a string that is not empty.");
    }
    return node.textValue();
  }
}
