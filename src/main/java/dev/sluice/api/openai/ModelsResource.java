package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.Scope;
import dev.sluice.api.Door;
import dev.sluice.journey.ChatJourney;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The model aliases a caller may name, in OpenAI's shape. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Door door;
  private final ChatJourney journey;

  ModelsResource(Door door, ChatJourney journey) {
    this.door = door;
    this.journey = journey;
  }

  @GET
  public Uni<String> all(HttpServerRequest request) {
    return aliases(request).map(ModelsResource::list);
  }

  @GET
  @Path("{id: .+}")
  public Uni<String> one(HttpServerRequest request, @PathParam("id") String id) {
    return aliases(request)
        .map(
            aliases -> {
              if (!aliases.contains(id)) {
                throw new Refusal.NotFound("model_not_found", "model", "There is no such model.");
              }
              return model(id).toString();
            });
  }

  private Uni<List<String>> aliases(HttpServerRequest request) {
    return door.enter(request, Scope.MODELS).map(journey::models);
  }

  private static String list(List<String> aliases) {
    ObjectNode root = JSON.objectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    aliases.forEach(alias -> data.add(model(alias)));
    return root.toString();
  }

  private static ObjectNode model(String alias) {
    return JSON.objectNode()
        .put("id", alias)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "sluice");
  }
}
