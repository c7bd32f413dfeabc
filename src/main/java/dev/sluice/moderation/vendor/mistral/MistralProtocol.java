package dev.sluice.moderation.vendor.mistral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.model.Direction;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.ScoredLabels;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.openai.OpenAiAnswers;
import dev.sluice.moderation.vendor.wire.Ending;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mistral's moderation. A question, and an answer whose question is known, are judged as the last
 * turn of a conversation; any other text by itself.
 *
 * @see <a href="https://docs.mistral.ai/studio/safety-moderation">its interface</a>
 */
public final class MistralProtocol implements VendorProtocol {
  private static final int MAX = 5_000;
  private static final int MAX_PROMPT = 2_000;

  private final Endpoint endpoint;
  private final String model;
  private final ScoredLabels labels;
  private final Capabilities capabilities;
  private final List<Map.Entry<String, String>> headers;
  private final OpenAiAnswers answers;

  public MistralProtocol(Settings settings, Clock clock) {
    this.endpoint = settings.baseUrl("https://api.mistral.ai/v1");
    this.model = settings.optionalService().orElse("mistral-moderation-2603");
    this.labels = ScoredLabels.of(settings, MistralLabels.of(model), "max-chars");
    this.capabilities = capabilities(settings.option("max-chars", MAX, 1, 1_000_000));
    this.headers =
        List.of(
            Map.entry("content-type", "application/json"),
            Map.entry("authorization", "Bearer " + settings.apiKey()));
    this.answers = new OpenAiAnswers(clock);
  }

  private Capabilities capabilities(int max) {
    return new Capabilities(
        max,
        max,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        Coverage.of(labels.coverage()),
        Capabilities.Masking.NONE,
        Set.of());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls.send(request(inquiry)).map(answers::checked).map(this::judgement);
  }

  private VendorRequest request(Inquiry inquiry) {
    if (inquiry.direction() == Direction.OUTPUT && inquiry.prompt().isEmpty()) {
      return request("/moderations", TextNode.valueOf(inquiry.text()));
    }
    return request("/chat/moderations", conversation(inquiry));
  }

  private VendorRequest request(String path, JsonNode input) {
    ObjectNode body = Json.object().put("model", model);
    body.set("input", input);
    return VendorRequest.post(endpoint.at(path), headers, Json.bytes(body));
  }

  private static JsonNode conversation(Inquiry inquiry) {
    ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    if (inquiry.direction() == Direction.INPUT) {
      return turns.add(turn("user", inquiry.text()));
    }
    return turns
        .add(turn("user", Ending.of(inquiry.prompt(), MAX_PROMPT)))
        .add(turn("assistant", inquiry.text()));
  }

  private static ObjectNode turn(String role, String content) {
    return Json.object().put("role", role).put("content", content);
  }

  private Judgement judgement(Reply reply) {
    List<Reply> results = reply.objects("results");
    if (results.size() != 1) {
      throw reply.unreadable("results");
    }
    String version = reply.optionalText("model").orElse("");
    return new Judgement(labels.hits(results.get(0)), version, Optional.empty());
  }
}
