package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Direction;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.testing.Configs;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a guard model writes: only its own words for a clear pass ever pass a text. */
class VerdictsTest {
  private static final Question LLAMA = question("llama-guard");
  private static final Question QWEN = question("qwen3guard");
  private static final Question WORD = question("granite-3");
  private static final Question SCORE = question("granite-3.3");

  @Property
  void shouldPassOnSafeAlone(@ForAll("writings") String text, @ForAll boolean ended) {
    assertThat(passes(LLAMA, text, ended)).isEqualTo(ended && text.strip().equals("safe"));
  }

  @Property
  void shouldPassOnSafeWithoutCategories(@ForAll("writings") String text, @ForAll boolean ended) {
    boolean passes = passes(QWEN, text, ended);

    assertThat(passes && !ended).isFalse();
    if (passes) {
      assertThat(text.strip().lines().map(String::strip).filter(it -> !it.isEmpty()).toList())
          .startsWith("Safety: Safe", "Categories: None")
          .hasSizeLessThanOrEqualTo(3);
      assertThat(text).doesNotContain("Unsafe", "Controversial", "Violent");
    }
  }

  @Property
  void shouldPassOnNo(@ForAll("writings") String text, @ForAll boolean ended) {
    String written = text.strip();
    String first = written.lines().findFirst().orElse("").strip();
    boolean whole = ended || written.contains("\n");

    assertThat(passes(WORD, text, ended))
        .isEqualTo(whole && (first.equals("No") || first.equals("no")));
  }

  @Property
  void shouldPassOnOneScoreAtTheEnd(@ForAll("writings") String text, @ForAll boolean ended) {
    boolean passes = passes(SCORE, text, ended);

    if (passes) {
      assertThat(ended).isTrue();
      assertThat(text.split("<score>", -1)).hasSize(2);
      assertThat(text.strip()).endsWith("</score>").doesNotContain("<score>yes");
    }
  }

  /** So that the properties above are not true of nothing. */
  @Property(tries = 1)
  void shouldPassWhatIsClear() {
    assertThat(passes(LLAMA, "safe", true)).isTrue();
    assertThat(passes(QWEN, "Safety: Safe\nCategories: None\nRefusal: No", true)).isTrue();
    assertThat(passes(WORD, "No\nx", false)).isTrue();
    assertThat(passes(SCORE, "<think></think><score>no</score>", true)).isTrue();
  }

  /** Pieces of what guard models write, in any order. */
  @Provide
  Arbitrary<String> writings() {
    return Arbitraries.of(
            "safe",
            "unsafe",
            "S1",
            ",",
            "\n",
            "\n",
            " ",
            "Safety: ",
            "Safe",
            "Unsafe",
            "Controversial",
            "Categories: ",
            "None",
            "Violent",
            "Refusal: ",
            "Yes",
            "No",
            "yes",
            "no",
            "<score>",
            "</score>",
            "<think>",
            "</think>",
            "你好",
            "Safety: Safe\n",
            "Categories: None",
            "<score>no</score>",
            "<score> yes </score>")
        .list()
        .ofMaxSize(7)
        .map(pieces -> String.join("", pieces));
  }

  private static boolean passes(Question question, String text, boolean ended) {
    try {
      return question.reading().apply(new Wording(text.strip(), ended)).isEmpty();
    } catch (VendorFailure noVerdict) {
      return false;
    }
  }

  private static Question question(String family) {
    String prefix = "sluice.moderation.vendors.v.";
    ModerationConfig config =
        Configs.of(
            ModerationConfig.class,
            prefix + "type",
            "guard-model",
            prefix + "options.family",
            family);
    Settings settings = new Settings("v", config.vendors().get("v"));
    Inquiry inquiry =
        new Inquiry("x", Direction.OUTPUT, "", "s", Optional.empty(), true, true, "a");
    List<Question> questions = GuardFamily.of(settings).questions(inquiry);
    return questions.get(0);
  }
}
