package dev.sluice.moderation.vendor.modelarmor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.wire.Ending;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Google's Model Armor: a template, made in its console, says what each text is looked at for.
 *
 * @see <a
 *     href="https://cloud.google.com/security-command-center/docs/reference/model-armor/rest">its
 *     interface</a>
 */
public final class ModelArmorProtocol implements VendorProtocol {
  private static final int MAX_PROMPT = 2_000;

  private final ModelArmorSettings settings;
  private final GoogleAccess access;
  private final ModelArmorJudgement judgement;
  private final GoogleAnswers answers;

  public ModelArmorProtocol(Settings settings, Clock clock) {
    this.settings = ModelArmorSettings.of(settings);
    this.access = GoogleAccess.of(settings, clock);
    this.judgement = new ModelArmorJudgement(this.settings);
    this.answers = new GoogleAnswers(clock);
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
    return access
        .send(calls, token -> request(inquiry, token))
        .map(answers::checked)
        .map(reply -> Judgement.of(judgement.hits(reply, inquiry.text())));
  }

  private VendorRequest request(Inquiry inquiry, String token) {
    boolean input = inquiry.direction() == Direction.INPUT;
    ObjectNode body = Json.object();
    body.set(
        input ? "userPromptData" : "modelResponseData", Json.object().put("text", inquiry.text()));
    if (!input && !inquiry.prompt().isEmpty()) {
      body.put("userPrompt", Ending.of(inquiry.prompt(), MAX_PROMPT));
    }
    if (settings.anyLanguage()) {
      body.set(
          "multiLanguageDetectionMetadata",
          Json.object().put("enableMultiLanguageDetection", true));
    }
    String operation = input ? ":sanitizeUserPrompt" : ":sanitizeModelResponse";
    return VendorRequest.post(settings.template() + operation, headers(token), Json.bytes(body));
  }

  private static List<Map.Entry<String, String>> headers(String token) {
    return List.of(
        Map.entry("content-type", "application/json"),
        Map.entry("authorization", "Bearer " + token));
  }
}
