package dev.sluice.moderation.vendor.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Action;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.ScoredLabels;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OpenAI's moderations, and those of servers that copy them. Each text is judged by itself.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/moderations">its interface</a>
 */
public final class OpenAiModerationProtocol implements VendorProtocol {
  /** Fits the 32,768 tokens of its model, whatever the script. */
  private static final int MAX = 10_000;

  private final Endpoint endpoint;
  private final String model;
  private final ScoredLabels labels;
  private final Capabilities capabilities;
  private final List<Map.Entry<String, String>> headers;
  private final OpenAiAnswers answers;

  public OpenAiModerationProtocol(Settings settings, Clock clock) {
    this.endpoint = settings.baseUrl("https://api.openai.com/v1");
    this.model = settings.optionalService().orElse("omni-moderation-latest");
    this.labels =
        ScoredLabels.of(settings, OpenAiLabels.of(settings, model), "labels", "max-chars");
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
    ObjectNode body = Json.object().put("model", model).put("input", inquiry.text());
    return VendorRequest.post(endpoint.at("/moderations"), headers, Json.bytes(body));
  }

  private Judgement judgement(Reply reply) {
    List<Reply> results = reply.objects("results");
    if (results.size() != 1) {
      throw reply.unreadable("results");
    }
    String version = reply.optionalText("model").orElse("");
    return new Judgement(hits(results.get(0)), version, Optional.empty());
  }

  /** What it flags as a whole must have a reason, in our eyes at least OTHER. */
  private List<Hit> hits(Reply result) {
    boolean flagged = result.flag("flagged");
    List<Hit> hits = labels.hits(result);
    boolean counts = flagged && labels.flagged() != Action.PASS;
    return counts ? Levels.reaching(labels.flagged(), hits, "flagged") : hits;
  }
}
