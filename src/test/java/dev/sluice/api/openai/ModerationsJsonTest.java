package dev.sluice.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Evidence;
import dev.sluice.model.Verdict;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModerationsJsonTest {

  @Test
  void shouldFlagNothing_whenTheTextPasses() {
    JsonObject result = result(Verdict.ALLOW);

    assertThat(result.getBoolean("flagged")).isFalse();
    assertThat(result.getJsonObject("categories").getMap()).hasSize(13).containsValue(false);
    assertThat(result.getJsonObject("categories").getMap()).doesNotContainValue(true);
    assertThat(result.getJsonObject("sluice").getString("action")).isEqualTo("pass");
  }

  @Test
  void shouldNameTheCategoryInBothVocabularies_whenTheTextIsBlocked() {
    Verdict verdict =
        new Verdict.Block(
            Category.GORE,
            OptionalInt.empty(),
            List.of(
                found(Category.GORE, Action.BLOCK, OptionalDouble.of(87)),
                found(Category.POLITICAL, Action.BLOCK, OptionalDouble.empty()),
                found(Category.DISCRIMINATION, Action.REVIEW, OptionalDouble.of(40))));

    JsonObject result = result(verdict);

    assertThat(result.getBoolean("flagged")).isTrue();
    assertThat(result.getJsonObject("categories").getBoolean("violence/graphic")).isTrue();
    assertThat(result.getJsonObject("categories").getBoolean("hate")).isFalse();
    assertThat(result.getJsonObject("category_scores").getDouble("violence/graphic"))
        .isEqualTo(0.87);
    assertThat(result.getJsonObject("sluice").getJsonObject("categories").getMap())
        .containsEntry("GORE", "block")
        .containsEntry("POLITICAL", "block")
        .containsEntry("DISCRIMINATION", "review");
  }

  @Test
  void shouldTellNoVendor_whenSomethingIsFound() {
    Verdict verdict =
        new Verdict.Block(
            Category.GORE,
            OptionalInt.empty(),
            List.of(found(Category.GORE, Action.BLOCK, OptionalDouble.of(87))));

    assertThat(ModerationsJson.of("modr-1", "", List.of(verdict)))
        .doesNotContain("acme")
        .doesNotContain("raw-label");
  }

  @Test
  void shouldSaySo_whenNobodyJudged() {
    JsonObject result = result(new Verdict.Unjudged());

    assertThat(result.getBoolean("flagged")).isFalse();
    assertThat(result.getJsonObject("sluice").getString("action")).isEqualTo("unjudged");
  }

  private static JsonObject result(Verdict verdict) {
    JsonObject json = new JsonObject(ModerationsJson.of("modr-1", "m", List.of(verdict)));
    assertThat(json.getString("id")).isEqualTo("modr-1");
    assertThat(json.getString("model")).isEqualTo("m");
    return json.getJsonArray("results").getJsonObject(0);
  }

  private static Evidence found(Category category, Action action, OptionalDouble score) {
    return new Evidence("acme", "v1", category, action, "raw-label", score, Duration.ZERO);
  }
}
