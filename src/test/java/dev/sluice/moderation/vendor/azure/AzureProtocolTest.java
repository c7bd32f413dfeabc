package dev.sluice.moderation.vendor.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureProtocolTest extends VendorContract {
  private static final String NO_SEVERITY =
      "\"categoriesAnalysis\":[{\"category\":\"Hate\",\"severity\":0},"
          + "{\"category\":\"SelfHarm\",\"severity\":0},{\"category\":\"Sexual\",\"severity\":3},"
          + "{\"category\":\"Violence\",\"severity\":7}]";

  @Override
  protected String cassettes() {
    return "azure.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "azure",
        "base-url", "https://ours.cognitiveservices.azure.com/",
        "api-key", "key-of-ours",
        "options.blocklists", "ours, theirs");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("base-url", "api-key");
  }

  @Override
  protected String textIn(VendorRequest request) {
    String field = request.uri().contains(":shieldPrompt") ? "userPrompt" : "text";
    return json(request).path(field).textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    assertThat(headers(request)).containsEntry("ocp-apim-subscription-key", "key-of-ours");
  }

  @Test
  void shouldAskForNoShieldAndNoLists_whenTheyAreNotWanted() {
    Map<String, String> settings = asMap();
    settings.remove("options.blocklists");
    settings.put("options.prompt-shield", "false");
    Capabilities capabilities = protocol(settings).capabilities();

    ScriptedCalls calls = answering("{" + NO_SEVERITY.replaceAll("[37]}", "0}") + "}");
    assertThat(judged(settings, calls)).isEmpty();

    assertThat(calls.requests()).hasSize(1);
    assertThat(json(calls.requests().get(0)).has("blocklistNames")).isFalse();
    assertThat(capabilities.shieldsPrompts()).isFalse();
    assertThat(capabilities.masking()).isEqualTo(Capabilities.Masking.NONE);
    assertThat(capabilities.coverage().inputs())
        .doesNotContain(Category.CUSTOM, Category.PROMPT_ATTACK, Category.POLITICAL);
  }

  @Test
  void shouldGoByItsOwnThresholds_whenThereAreEightLevels() {
    Map<String, String> settings = eightLevels();
    settings.put("options.block-sexual", "3");
    settings.put("options.block-violence", "7");

    ScriptedCalls calls = answering("{\"blocklistsMatch\":[]," + NO_SEVERITY + "}");
    List<Hit> hits = judged(settings, calls);

    assertThat(json(calls.requests().get(0)).path("outputType").textValue())
        .isEqualTo("EightSeverityLevels");
    assertThat(hits)
        .extracting(Hit::category)
        .containsExactly(Category.PORNOGRAPHY, Category.VIOLENCE_TERROR);
    assertThat(hits.get(1).score()).hasValue(100);
  }

  @Test
  void shouldDoWithoutSeverities_whenAWordHalted() {
    Map<String, String> settings = eightLevels();
    settings.put("options.halt-on-blocklist-hit", "true");

    String halted =
        "{\"blocklistsMatch\":[{\"blocklistName\":\"ours\"}],\"categoriesAnalysis\":[]}";
    assertThat(judged(settings, answering(halted)))
        .extracting(Hit::rawLabel)
        .containsExactly("ours");
    String nothing = "{\"blocklistsMatch\":[],\"categoriesAnalysis\":[]}";
    assertThatThrownBy(() -> judged(settings, answering(nothing)))
        .isInstanceOf(VendorFailure.class);
  }

  @ParameterizedTest
  @CsvSource({
    "options.levels,5",
    "options.block,0",
    "options.block-hate,8",
    "options.review-self-harm,5",
    "options.prompt-shield,maybe",
    "options.api-version,1&2",
    "options.misspelt,1"
  })
  void shouldNameTheOption_whenItIsWrong(String key, String value) {
    Map<String, String> settings = asMap();
    settings.put(key, value);

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.");
  }

  private Map<String, String> eightLevels() {
    Map<String, String> settings = asMap();
    settings.put("options.levels", "8");
    settings.put("options.prompt-shield", "false");
    return settings;
  }

  private static ScriptedCalls answering(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new ScriptedCalls(List.of(new VendorAnswer(200, Map.of(), bytes)));
  }

  private static List<Hit> judged(Map<String, String> settings, ScriptedCalls calls) {
    Inquiry inquiry =
        new Inquiry("x", Direction.INPUT, "", NONCE, Optional.empty(), true, true, NONCE);
    return protocol(settings).judge(inquiry, calls).await().indefinitely().hits();
  }
}
