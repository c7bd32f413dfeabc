package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.Refusal;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The small parts of a journey: its stop signal, tally, bounds, parameters and id. */
class JourneyPartsTest {
  private static final TokenCount TOKENS = new TokenCount();

  @Property
  void shouldTellTheFirstWishToWhoeverListens_inAnyOrder(
      @ForAll @IntRange(max = 3) int listenersBefore, @ForAll @IntRange(max = 3) int after) {
    // given
    StopSignal signal = new StopSignal();
    List<Outcome> before = new ArrayList<>();
    List<Outcome> late = new ArrayList<>();
    for (int i = 0; i < listenersBefore; i++) {
      signal.listen(before::add);
    }
    // when
    signal.stop(new Outcome.Cancelled());
    signal.stop(new Outcome.Drained());
    for (int i = 0; i < after; i++) {
      signal.listen(late::add);
    }
    // then
    assertThat(before).hasSize(Math.min(1, listenersBefore));
    assertThat(late).hasSize(after);
    assertThat(before).allMatch(new Outcome.Cancelled()::equals);
    assertThat(late).allMatch(new Outcome.Cancelled()::equals);
  }

  @Example
  void shouldEnd_whenTheProviderNeverStops() {
    // given
    Journey journey = SampleJourney.fresh();
    List<Outcome> wishes = new ArrayList<>();
    journey.stopSignal().listen(wishes::add);
    StreamPart part = new StreamPart.Delta(0, Field.CONTENT, "x".repeat(1024 * 1024));
    // when
    for (int i = 0; i < 32; i++) {
      journey.observe(part);
    }
    // then
    assertThat(wishes).isEmpty();
    journey.observe(part);
    assertThat(wishes).hasSize(1).allMatch(Outcome.ProviderFailed.class::isInstance);
  }

  @Example
  void shouldPreferTheLastReport_whenTheProviderReportsUsage() {
    // given
    Tally tally = new Tally();
    tally.count(new StreamPart.UsageReported(new Usage.Exact(1, 1, 0, 0)));
    tally.count(new StreamPart.Delta(0, Field.CONTENT, "text"));
    // when
    tally.count(new StreamPart.UsageReported(new Usage.Exact(2, 3, 0, 0)));
    // then
    assertThat(tally.usage(TOKENS, 99)).isEqualTo(new Usage.Exact(2, 3, 0, 0));
  }

  @Example
  void shouldNotBelieveAReportOfNothing_whenThereWasText() {
    // given
    Tally tally = new Tally();
    tally.count(new StreamPart.Delta(0, Field.CONTENT, "some text"));
    // when
    tally.count(new StreamPart.UsageReported(new Usage.Exact(2, 0, 0, 0)));
    // then
    assertThat(tally.usage(TOKENS, 7)).isInstanceOf(Usage.Estimated.class);
    assertThat(tally.usage(TOKENS, 7).outputTokens()).isPositive();
  }

  @Example
  void shouldCountNoOutput_whenThereWasNone() {
    assertThat(new Tally().usage(TOKENS, 7)).isEqualTo(new Usage.Estimated(7, 0));
  }

  @Example
  void shouldScaleTheEstimate_whenTheTextIsLong() {
    // given
    Tally tally = new Tally();
    String sentence = "The quick brown fox jumps over the lazy dog. ";
    int times = 4000;
    // when
    for (int i = 0; i < times; i++) {
      tally.count(new StreamPart.Delta(0, Field.CONTENT, sentence));
    }
    // then
    int whole = TOKENS.of(sentence) * times;
    assertThat(tally.outputChars()).isEqualTo(sentence.length() * times);
    assertThat((double) tally.usage(TOKENS, 1).outputTokens())
        .isCloseTo(whole, within(whole * 0.1));
  }

  @Example
  void shouldCountEveryField_whenTextComesInSeveral() {
    // given
    Tally tally = new Tally();
    // when
    tally.count(new StreamPart.Delta(0, Field.REASONING, "abc"));
    tally.count(new StreamPart.Delta(1, Field.REFUSAL, "de"));
    tally.count(new StreamPart.ToolCall(0, 0, "id", "fn", "{}"));
    tally.finish(FinishReason.LENGTH);
    // then
    assertThat(tally.outputChars()).isEqualTo(9);
    assertThat(tally.progress()).isEqualTo(3);
    assertThat(tally.finishReason()).contains(FinishReason.LENGTH);
  }

  @Example
  void shouldLimitTheOutput_whateverIsAsked() {
    assertThat(bounded(OptionalInt.empty()).maxOutputTokens()).hasValue(1000);
    assertThat(bounded(OptionalInt.of(5000)).maxOutputTokens()).hasValue(1000);
    assertThat(bounded(OptionalInt.of(5)).maxOutputTokens()).hasValue(5);
  }

  private static ChatRequest bounded(OptionalInt tokens) {
    return Bounds.apply(SampleJourney.chat(tokens, OptionalDouble.of(1)), SampleJourney.ROUTE);
  }

  @Example
  void shouldRefuse_whenTheTemperatureIsOutsideTheAliassRange() {
    ChatRequest hot = SampleJourney.chat(OptionalInt.empty(), OptionalDouble.of(1.01));
    assertThatThrownBy(() -> Bounds.apply(hot, SampleJourney.ROUTE))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class, no -> assertThat(no.param()).isEqualTo("temperature"));
  }

  @Example
  void shouldRecordNoContent_whenParametersAreRecorded() {
    // when
    String recorded = Parameters.of(SampleJourney.chat(OptionalInt.of(9), OptionalDouble.of(0.5)));
    // then
    assertThat(recorded).doesNotContain(SampleJourney.CONTENT);
    assertThat(recorded).contains("\"max_output_tokens\":9", "\"temperature\":0.5", "\"stop\":1");
  }

  @Property
  void shouldSortByTime_whenIdsAreDrawnLater(
      @ForAll @LongRange(min = 0, max = 1L << 48) long millis,
      @ForAll @LongRange(min = 1, max = 1L << 40) long later) {
    assertThat(idAt(millis)).isLessThan(idAt(millis + later));
  }

  private static String idAt(long millis) {
    return new GenerationIds(Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC)).next();
  }

  @Example
  void shouldNeverRepeatAnId_withinOneMillisecond() {
    // given
    GenerationIds ids = new GenerationIds(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    Set<String> drawn = new HashSet<>();
    // when
    for (int i = 0; i < 10_000; i++) {
      drawn.add(ids.next());
    }
    // then
    assertThat(drawn).hasSize(10_000).allMatch(id -> id.matches("gen_[0-9A-Za-z_-]{34}"));
  }
}
