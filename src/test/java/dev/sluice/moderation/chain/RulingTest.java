package dev.sluice.moderation.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RulingTest {
  private static final String WHOLE = "0123456789abcdefghijklmnopqrstuvwxyz";

  @Property
  void shouldMaskWhatTheVendorMeant_whereverTheCallBegan(
      @ForAll @IntRange(max = 20) int start,
      @ForAll @IntRange(max = 20) int position,
      @ForAll @IntRange(max = 35) int from,
      @ForAll @IntRange(min = 1, max = 36) int to) {
    Assume.that(start <= position && from < to && start <= from);
    Passage passage = new Passage(WHOLE.substring(position), position, false);

    Verdict verdict = ruled(passage, start, Action.MASK, new Span(from - start, to - start));

    if (to <= position) {
      assertThat(verdict).isEqualTo(Verdict.ALLOW);
    } else {
      assertThat(((Verdict.Redact) verdict).spans())
          .containsExactly(new Span(from - position, to - position));
    }
  }

  @Property
  void shouldBlockFromWhereItBegan_whereverTheCallBegan(
      @ForAll @IntRange(max = 10) int start,
      @ForAll @IntRange(min = 10, max = 20) int position,
      @ForAll @IntRange(min = 10, max = 35) int from) {
    Passage passage = new Passage(WHOLE.substring(position), position, false);

    Verdict verdict = ruled(passage, start, Action.BLOCK, new Span(from - start, from - start + 1));

    assertThat(((Verdict.Block) verdict).start()).hasValue(from - position);
  }

  @Test
  void shouldMaskAll_whenTheVendorDoesNotSayWhere() {
    Verdict verdict = ruled(new Passage("hello", 7, false), 3, Action.MASK);

    assertThat(((Verdict.Redact) verdict).spans()).containsExactly(new Span(0, 5));
  }

  @Test
  void shouldMaskAll_whenTheVendorNamesAPlaceThatIsNotThere() {
    Verdict verdict = ruled(new Passage("hello", 0, false), 0, Action.MASK, new Span(3, 99));

    assertThat(((Verdict.Redact) verdict).spans()).containsExactly(new Span(0, 5));
  }

  @Test
  void shouldMaskWholeCharacters_whenASpanEndsWithinAPair() {
    Verdict verdict = ruled(new Passage("a😀b", 0, false), 0, Action.MASK, new Span(2, 4));

    assertThat(((Verdict.Redact) verdict).spans()).containsExactly(new Span(1, 4));
  }

  @Test
  void shouldNotKnowTheStart_whenOneOfTheHitsDoesNotTell() {
    Passage passage = new Passage("hello", 0, false);
    Ruling ruling = new Ruling(passage);

    ruling.add(hit(new Span(3, 4)), Action.BLOCK, answered(passage, 0), "a");
    ruling.add(hit(), Action.BLOCK, answered(passage, 0), "a");
    ruling.add(hit(new Span(1, 2)), Action.BLOCK, answered(passage, 0), "a");

    assertThat(((Verdict.Block) ruling.verdict()).start()).isEqualTo(OptionalInt.empty());
    assertThat(ruling.verdict().evidence()).hasSize(3);
  }

  @Test
  void shouldPassAndKeepTheEvidence_whenOnlyAReviewIsDue() {
    Verdict verdict = ruled(new Passage("hello", 0, false), 0, Action.REVIEW);

    assertThat(verdict).isInstanceOf(Verdict.Allow.class);
    assertThat(verdict.asksForReview()).isTrue();
    assertThat(verdict.evidence().get(0).latency()).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void shouldForget_whenThePolicyPassesIt() {
    assertThat(ruled(new Passage("hello", 0, false), 0, Action.PASS)).isEqualTo(Verdict.ALLOW);
  }

  private static Verdict ruled(Passage passage, int start, Action action, Span... spans) {
    Ruling ruling = new Ruling(passage);
    ruling.add(hit(spans), action, answered(passage, start), "a");
    return ruling.verdict();
  }

  private static Answered answered(Passage passage, int start) {
    int length = passage.position() + passage.text().length() - start;
    return new Answered(start, length, Judgement.of(List.of()), Duration.ofMillis(7));
  }

  private static Hit hit(Span... spans) {
    return new Hit(Category.PRIVACY, Action.BLOCK, "raw", OptionalDouble.of(50), List.of(spans));
  }
}
