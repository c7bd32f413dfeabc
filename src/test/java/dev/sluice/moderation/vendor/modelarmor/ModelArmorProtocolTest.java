package dev.sluice.moderation.vendor.modelarmor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelArmorProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "model-armor.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "model-armor",
        "api-key", "token-of-ours",
        "region", "europe-west4",
        "service", "strict",
        "options.project", "p-1",
        "options.filters", "rai, sdp, pi-and-jailbreak, csam, malicious-uris");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("api-key", "region", "service", "options.project");
  }

  @Override
  protected String textIn(VendorRequest request) {
    String field =
        request.uri().endsWith(":sanitizeUserPrompt") ? "userPromptData" : "modelResponseData";
    return json(request).path(field).path("text").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    assertThat(headers(request)).containsEntry("authorization", "Bearer token-of-ours");
  }

  @ParameterizedTest
  @CsvSource({
    "LOW_AND_ABOVE,REVIEW",
    "MEDIUM_AND_ABOVE,BLOCK",
    "HIGH,BLOCK",
    "DETECTION_CONFIDENCE_LEVEL_UNSPECIFIED,BLOCK"
  })
  void shouldBlockFromTheConfiguredConfidenceOn(String confidence, Action expected) {
    Map<String, String> settings = asMap();
    settings.put("options.filters", "pi-and-jailbreak");
    settings.put("options.block-from", "medium");
    String body =
        """
        {"sanitizationResult":{"filterMatchState":"MATCH_FOUND","invocationResult":"SUCCESS",
          "filterResults":{"pi_and_jailbreak":{"piAndJailbreakFilterResult":{
            "executionState":"EXECUTION_SUCCESS","matchState":"MATCH_FOUND",
            "confidenceLevel":"%s"}}}}}
        """
            .formatted(confidence);

    assertThat(judged(settings, body)).extracting(Hit::suggested).containsExactly(expected);
  }

  @Test
  void shouldClaimWhatItsTemplateFilters() {
    Map<String, String> settings = asMap();
    settings.put("options.filters", "rai");

    assertThat(protocol(settings).capabilities().shieldsPrompts()).isFalse();
    assertThat(protocol(settings).capabilities().coverage().inputs())
        .contains(Category.PORNOGRAPHY)
        .doesNotContain(Category.CHILD_SAFETY, Category.PRIVACY, Category.PROMPT_ATTACK);
    assertThat(protocol().capabilities().coverage().inputs())
        .contains(Category.CHILD_SAFETY, Category.PRIVACY, Category.PROMPT_ATTACK);
  }

  @ParameterizedTest
  @CsvSource({
    "options.project,../p",
    "service,a/b",
    "region,EU",
    "options.filters,novelty",
    "options.block-from,certain",
    "options.misspelt,1"
  })
  void shouldNameTheKey_whenItIsWrong(String key, String value) {
    Map<String, String> settings = asMap();
    settings.put(key, value);

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v." + key);
  }

  private static List<Hit> judged(Map<String, String> settings, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ScriptedCalls calls = new ScriptedCalls(List.of(new VendorAnswer(200, Map.of(), bytes)));
    Inquiry inquiry =
        new Inquiry("x", Direction.INPUT, "", NONCE, Optional.empty(), true, true, NONCE);
    return protocol(settings).judge(inquiry, calls).await().indefinitely().hits();
  }
}
