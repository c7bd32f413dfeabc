package dev.sluice.moderation.vendor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiModerationProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "openai.json";
  }

  @Override
  protected List<String> settings() {
    return List.of("type", "openai", "api-key", "key-of-ours");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("api-key");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(request).path("input").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    assertThat(headers(request)).containsEntry("authorization", "Bearer key-of-ours");
  }

  @ParameterizedTest
  @CsvSource({"0.19,PASS", "0.2,REVIEW", "0.79,REVIEW", "0.8,BLOCK"})
  void shouldGoByTheThresholdsOfTheLabel_whenItHasSome(double score, Action expected) {
    Map<String, String> settings = asMap();
    settings.put("options.review-self-harm-intent", "0.2");
    settings.put("options.block-self-harm-intent", "0.8");
    settings.put("options.labels", "hate, self-harm/intent");

    assertThat(judged(settings, false, score))
        .extracting(Judgement.Hit::suggested)
        .isEqualTo(expected == Action.PASS ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @CsvSource({"0.19,PASS", "0.2,BLOCK"})
  void shouldAskForNoReview_whenLessThanThatBlocks(double score, Action expected) {
    Map<String, String> settings = asMap();
    settings.put("options.block-self-harm-intent", "0.2");
    settings.put("options.labels", "hate, self-harm/intent");

    assertThat(judged(settings, false, score))
        .extracting(Judgement.Hit::suggested)
        .isEqualTo(expected == Action.PASS ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @CsvSource({"pass,0.1,PASS", "review,0.1,REVIEW", "block,0.1,BLOCK", "pass,0.6,BLOCK"})
  void shouldObeyFlags_asConfigured(String flags, double score, Action expected) {
    Map<String, String> settings = asMap();
    settings.put("options.flags", flags);
    settings.put("options.labels", "hate,self-harm/intent");

    assertThat(judged(settings, true, score))
        .extracting(Judgement.Hit::suggested)
        .isEqualTo(expected == Action.PASS ? List.of() : List.of(expected));
  }

  @Test
  void shouldClaimWhatItsModelJudges() {
    assertThat(claimed("service", "text-moderation-latest")).doesNotContain(Category.CONTRABAND);
    assertThat(claimed("options.labels", "sexual")).containsExactly(Category.PORNOGRAPHY);
    assertThat(protocol().capabilities().coverage().inputs())
        .contains(Category.CONTRABAND, Category.CHILD_SAFETY)
        .doesNotContain(Category.POLITICAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "options.block|1.5",
        "options.review|0.6",
        "options.review-hate|0.6",
        "options.labels|hate, love",
        "options.flags|maybe",
        "options.max-chars|0",
        "options.misspelt|1"
      })
  void shouldNameTheOption_whenItIsWrong(String key, String value) {
    Map<String, String> settings = asMap();
    settings.put(key, value);

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.");
  }

  @Test
  void shouldAskAServerThatCopiesTheInterface() {
    Map<String, String> settings = asMap();
    settings.put("base-url", "http://127.0.0.1:9/other/v1/");
    ScriptedCalls calls = new ScriptedCalls(List.of(answer(false, 0)));

    assertThatThrownBy(() -> protocol(settings).judge(inquiry(), calls).await().indefinitely())
        .isInstanceOf(VendorFailure.class);

    assertThat(calls.requests().get(0).uri()).isEqualTo("http://127.0.0.1:9/other/v1/moderations");
  }

  private Set<Category> claimed(String key, String value) {
    Map<String, String> settings = asMap();
    settings.put(key, value);
    return protocol(settings).capabilities().coverage().inputs();
  }

  private static List<Judgement.Hit> judged(
      Map<String, String> settings, boolean flag, double score) {
    ScriptedCalls calls = new ScriptedCalls(List.of(answer(flag, score)));
    return protocol(settings).judge(inquiry(), calls).await().indefinitely().hits();
  }

  /** Of a server that knows two labels. */
  private static VendorAnswer answer(boolean flag, double score) {
    String body =
        """
        {"results":[{"flagged":%b,
          "categories":{"hate":false,"self-harm/intent":%b},
          "category_scores":{"hate":0.0,"self-harm/intent":%s}}]}
        """
            .formatted(flag, flag, score);
    return new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Inquiry inquiry() {
    return new Inquiry("x", Direction.OUTPUT, "", NONCE, Optional.empty(), true, true, NONCE);
  }
}
