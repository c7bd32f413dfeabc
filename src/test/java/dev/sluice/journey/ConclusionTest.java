package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConclusionTest {
  private static final StreamPart TEXT = new StreamPart.Delta(0, Field.CONTENT, "a");
  private static final StreamPart STOP = new StreamPart.Finished(0, FinishReason.STOP);
  private static final StreamPart FILTERED =
      new StreamPart.Finished(0, FinishReason.CONTENT_FILTER);
  private static final Usage USAGE = new Usage.Estimated(1, 2);

  private final Journey journey = SampleJourney.fresh();
  private final Provider provider = new Provider();
  private final List<Outcome> settled = new ArrayList<>();

  /** An upstream that does what a test says, and remembers what was asked of it. */
  private static final class Provider implements Flow.Subscription {
    private Flow.Subscriber<? super StreamPart> reader;
    private long asked;
    private int cancelled;
    private boolean over;

    Multi<StreamPart> parts() {
      return Multi.createFrom()
          .publisher(
              subscriber -> {
                reader = subscriber;
                subscriber.onSubscribe(this);
              });
    }

    void send(StreamPart part) {
      if (asked > 0 && !over) {
        asked--;
        reader.onNext(part);
      }
    }

    void complete() {
      if (!over) {
        over = true;
        reader.onComplete();
      }
    }

    void fail(Throwable failure) {
      if (!over) {
        over = true;
        reader.onError(failure);
      }
    }

    @Override
    public void request(long more) {
      asked += more;
    }

    @Override
    public void cancel() {
      cancelled++;
      over = true;
    }
  }

  private Conclusion conclusion() {
    return new Conclusion(provider.parts(), journey, "stopped", this::settle);
  }

  private Uni<Usage> settle(Outcome outcome) {
    settled.add(outcome);
    return Uni.createFrom().item(USAGE);
  }

  private AssertSubscriber<StreamPart> read(long demand) {
    return conclusion().subscribe().withSubscriber(AssertSubscriber.create(demand));
  }

  @Example
  void shouldEndAsCompleted_whenTheProviderCompletes() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    // when
    provider.send(TEXT);
    provider.send(STOP);
    provider.complete();
    // then
    StreamPart ended = new StreamPart.Ended(new Outcome.Completed(), USAGE);
    assertThat(reader.assertCompleted().getItems()).containsExactly(TEXT, STOP, ended);
    assertThat(settled).containsExactly(new Outcome.Completed());
    assertThat(provider.cancelled).isZero();
  }

  @Example
  void shouldKeepTheEnd_untilItIsAskedFor() {
    // given
    AssertSubscriber<StreamPart> reader = read(0);
    // when
    provider.complete();
    // then
    assertThat(settled).hasSize(1);
    reader.assertNotTerminated();
    // when
    reader.request(1);
    // then
    assertThat(reader.assertCompleted().getItems()).hasSize(1);
  }

  @Example
  void shouldEndWithTheFailure_whenTheProviderFails() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    ProviderFailure failure = new ProviderFailure(ProviderFailure.Kind.STALLED, "silence");
    // when
    provider.send(TEXT);
    provider.fail(failure);
    // then
    reader.assertCompleted();
    assertThat(settled).containsExactly(new Outcome.ProviderFailed(failure));
  }

  @Example
  void shouldCutAndHideWhatWasShown_whenTheProvidersFilterEndsTheAnswerWithAnError() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    // when
    provider.send(TEXT);
    provider.fail(new ProviderFailure(ProviderFailure.Kind.CONTENT_REFUSED, "inspection failed"));
    // then
    reader.assertCompleted();
    Cut cut = ((Outcome.Cut) settled.get(0)).cut();
    assertThat(cut.retractions()).isEqualTo(Map.of(0, 0));
  }

  @Example
  void shouldNotRepeatTheProvidersSentence_whenItRefusesTheRequestInMidAnswer() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    // when
    provider.send(TEXT);
    provider.fail(new ProviderFailure(ProviderFailure.Kind.BAD_REQUEST, "some more of the text"));
    // then
    reader.assertCompleted();
    assertThat(((Outcome.ProviderFailed) settled.get(0)).failure())
        .hasMessageNotContaining("some more")
        .extracting(ProviderFailure::kind)
        .isEqualTo(ProviderFailure.Kind.BAD_REQUEST);
  }

  @Example
  void shouldEndAsBroken_whenSomethingOfOursFails() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    RuntimeException bug = new IllegalStateException("bug");
    // when
    provider.fail(bug);
    // then
    reader.assertCompleted();
    assertThat(settled).containsExactly(new Outcome.Broken(bug));
  }

  @Example
  void shouldCutAndHideAll_whenTheProvidersFilterEndsIt() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    // when
    provider.send(TEXT);
    provider.send(FILTERED);
    // then
    assertThat(reader.assertCompleted().getItems()).hasSize(2).doesNotContain(FILTERED);
    assertThat(provider.cancelled).isEqualTo(1);
    assertThat(settled).hasSize(1);
    Outcome.Cut cut = (Outcome.Cut) settled.get(0);
    assertThat(cut.cut().retractFrom()).isEqualTo(OptionalInt.of(0));
  }

  @Example
  void shouldHideOnlyWhatWasShown_whenTheProvidersFilterEndsOneOfSeveral() {
    // given
    read(10);
    // when
    provider.send(new StreamPart.Delta(0, Field.CONTENT, ""));
    provider.send(new StreamPart.ToolCall(1, 0, "call", "name", ""));
    provider.send(new StreamPart.Delta(2, Field.CONTENT, "a"));
    provider.send(new StreamPart.Finished(2, FinishReason.CONTENT_FILTER));
    // then
    Cut cut = ((Outcome.Cut) settled.get(0)).cut();
    assertThat(cut.choice()).isEqualTo(2);
    assertThat(cut.retractions()).isEqualTo(Map.of(1, 0, 2, 0));
  }

  @Example
  void shouldHideNothing_whenTheProvidersFilterCameFirst() {
    // given
    read(10);
    // when
    provider.send(FILTERED);
    // then
    assertThat(((Outcome.Cut) settled.get(0)).cut().retractFrom()).isEmpty();
  }

  @Example
  void shouldResetTheProvider_whenStoppedFromOutside() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    provider.send(TEXT);
    // when
    journey.stop(new Outcome.Drained());
    // then
    assertThat(reader.assertCompleted().getItems())
        .containsExactly(TEXT, new StreamPart.Ended(new Outcome.Drained(), USAGE));
    assertThat(provider.cancelled).isEqualTo(1);
  }

  @Example
  void shouldEndAtOnce_whenStoppedBeforeItWasRead() {
    // given
    journey.stop(new Outcome.Cancelled());
    // when
    AssertSubscriber<StreamPart> reader = read(1);
    // then
    reader.assertCompleted();
    assertThat(provider.cancelled).isEqualTo(1);
    assertThat(settled).containsExactly(new Outcome.Cancelled());
  }

  @Example
  void shouldSettleAndStaySilent_whenTheCallerLeaves() {
    // given
    AssertSubscriber<StreamPart> reader = read(10);
    provider.send(TEXT);
    // when
    reader.cancel();
    journey.stop(new Outcome.Cancelled());
    // then
    assertThat(reader.getItems()).containsExactly(TEXT);
    assertThat(provider.cancelled).isEqualTo(1);
    assertThat(settled).containsExactly(new Outcome.Disconnected());
  }

  @Example
  void shouldStaySilent_whenTheCallerLeavesBeforeTheEndWasAskedFor() {
    // given
    AssertSubscriber<StreamPart> reader = read(0);
    provider.complete();
    // when
    reader.cancel();
    reader.request(1);
    // then
    assertThat(reader.getItems()).isEmpty();
    assertThat(settled).containsExactly(new Outcome.Completed());
  }

  private enum Step {
    SEND,
    FILTER,
    COMPLETE,
    FAIL,
    STOP,
    STOP_AGAIN,
    CANCEL,
    ASK
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 2000)
  void shouldHaveOneOutcomeAndOneEnd_howeverThingsInterleave(@ForAll("steps") List<Step> steps) {
    new ConclusionTest()
        .shouldHaveOneOutcomeAndOneEnd(steps); // fields are a property's, not a try's
  }

  private void shouldHaveOneOutcomeAndOneEnd(List<Step> steps) {
    // given
    AssertSubscriber<StreamPart> reader = read(0);
    // when
    steps.forEach(step -> take(step, reader));
    reader.request(5);
    // then
    boolean left = steps.contains(Step.CANCEL);
    List<StreamPart> items = reader.getItems();
    long ends = items.stream().filter(StreamPart.Ended.class::isInstance).count();
    assertThat(settled).hasSize(journey.ended() ? 1 : 0);
    assertThat(ends).isEqualTo(left && ends == 0 || !journey.ended() ? 0 : 1);
    assertThat(ends == 0 || items.get(items.size() - 1) instanceof StreamPart.Ended).isTrue();
    assertThat(!journey.ended() || provider.over).isTrue();
    assertThat(provider.cancelled).isLessThanOrEqualTo(1);
    assertThat(reader.getFailure()).isNull();
  }

  private void take(Step step, AssertSubscriber<StreamPart> reader) {
    switch (step) {
      case SEND -> provider.send(TEXT);
      case FILTER -> provider.send(FILTERED);
      case COMPLETE -> provider.complete();
      case FAIL -> provider.fail(new IllegalStateException());
      case STOP -> journey.stop(new Outcome.Cancelled());
      case STOP_AGAIN -> journey.stop(new Outcome.Drained());
      case CANCEL -> reader.cancel();
      case ASK -> reader.request(1);
    }
  }
}
