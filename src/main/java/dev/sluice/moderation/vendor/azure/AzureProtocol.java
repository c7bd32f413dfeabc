package dev.sluice.moderation.vendor.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Azure AI Content Safety: each text is analysed by itself, and inputs go through the prompt shield
 * at the same time. Both must have answered.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/contentsafety/">its interface</a>
 */
public final class AzureProtocol implements VendorProtocol {
  private final AzureSettings settings;
  private final AzureJudgement judgement;
  private final AzureAnswers answers;

  public AzureProtocol(Settings settings, Clock clock) {
    this.settings = AzureSettings.of(settings);
    this.judgement = new AzureJudgement(this.settings);
    this.answers = new AzureAnswers(clock);
  }

  @Override
  public Capabilities capabilities() {
    return settings.capabilities();
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    Uni<List<Hit>> analysed = analysed(inquiry, calls);
    if (inquiry.direction() == Direction.OUTPUT || !settings.shield()) {
      return analysed.map(Judgement::of);
    }
    return Uni.combine()
        .all()
        .unis(analysed, shielded(inquiry, calls))
        .with((some, others) -> Stream.concat(some.stream(), others.stream()).toList())
        .map(Judgement::of);
  }

  private Uni<List<Hit>> analysed(Inquiry inquiry, Calls calls) {
    ObjectNode body = Json.object().put("text", inquiry.text());
    ArrayNode categories = body.putArray("categories");
    AzureSettings.CATEGORIES.forEach(categories::add);
    if (!settings.blocklists().isEmpty()) {
      ArrayNode lists = body.putArray("blocklistNames");
      settings.blocklists().forEach(lists::add);
      body.put("haltOnBlocklistHit", settings.halt());
    }
    body.put("outputType", settings.highest() == 6 ? "FourSeverityLevels" : "EightSeverityLevels");
    return calls
        .send(request("analyze", settings.analyzeVersion(), body))
        .map(answers::checked)
        .map(reply -> judgement.analysed(reply, inquiry.text()));
  }

  private Uni<List<Hit>> shielded(Inquiry inquiry, Calls calls) {
    ObjectNode body = Json.object().put("userPrompt", inquiry.text());
    body.putArray("documents");
    return calls
        .send(request("shieldPrompt", settings.shieldVersion(), body))
        .map(answers::checked)
        .map(AzureJudgement::shielded);
  }

  private VendorRequest request(String operation, String version, ObjectNode body) {
    String path = "/contentsafety/text:" + operation + "?api-version=" + version;
    return VendorRequest.post(settings.endpoint().at(path), settings.headers(), Json.bytes(body));
  }
}
