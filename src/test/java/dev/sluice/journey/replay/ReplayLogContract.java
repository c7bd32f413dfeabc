package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the replay log promises, on whatever Redis. */
abstract class ReplayLogContract {
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Entry.Opened OPENED = new Entry.Opened("demo", 1_700_000_000);
  private static final Entry.Ended COMPLETED = Entry.Ended.of(new End.Completed(FinishReason.STOP));

  private final String id = RedisFixture.newId();
  private final RedisReplayLog here = Instances.start(redis(), TestConfig.quick());
  private final RedisReplayLog there = Instances.start(redis(), TestConfig.quick());

  abstract AnyRedis redis();

  @AfterEach
  void stop() {
    here.stop();
    there.stop();
  }

  @Test
  void shouldShowTwoReadersTheSame_whenTheyReadOnDifferentInstances() {
    AssertSubscriber<LoggedEvent> near = read(begin(), here, 0);
    AssertSubscriber<LoggedEvent> far = subscribe(there, 0);

    near.awaitCompletion(WAIT);
    far.awaitCompletion(WAIT);

    assertThat(near.getItems()).isEqualTo(far.getItems());
    assertThat(near.getItems()).extracting(LoggedEvent::number).isEqualTo(numbers(1, 42));
    assertThat(near.getItems().get(0).entry()).isEqualTo(OPENED);
    assertThat(near.getItems().get(41).entry()).isEqualTo(COMPLETED);
  }

  @Test
  void shouldGoOnBehindTheGivenEvent_whenResumed() {
    write(begin(), 40);

    AssertSubscriber<LoggedEvent> resumed = subscribe(there, 17).awaitCompletion(WAIT);

    assertThat(resumed.getItems()).extracting(LoggedEvent::number).isEqualTo(numbers(18, 42));
  }

  @Test
  void shouldCompleteWithoutEvents_whenResumedAtOrBeyondTheEnd() {
    write(begin(), 1);

    assertThat(subscribe(there, 3).awaitCompletion(WAIT).getItems()).isEmpty();
    assertThat(subscribe(there, Long.MAX_VALUE).awaitCompletion(WAIT).getItems()).isEmpty();
  }

  @Test
  void shouldFail_whenTheGenerationIsUnknown() {
    subscribe(here, 0).awaitFailure(WAIT).assertFailedWith(ReplayFailure.UnknownGeneration.class);
  }

  @Test
  void shouldFail_whenTheEventsAskedForWereTrimmed() {
    RedisReplayLog small = Instances.start(redis(), TestConfig.quick().withMaxEvents(100));
    write(begin(small), 500);

    subscribe(there, 3).awaitFailure(WAIT).assertFailedWith(ReplayFailure.ReplayGone.class);
    assertThat(subscribe(there, 450).awaitCompletion(WAIT).getItems())
        .extracting(LoggedEvent::number)
        .isEqualTo(numbers(451, 502));
    small.stop();
  }

  @Test
  void shouldFail_whenTheLogVanishesUnderItsReader() {
    begin();
    AssertSubscriber<LoggedEvent> reader = subscribe(there, 0).awaitItems(1, WAIT);

    redis().send(Command.DEL, "slc:gen:{" + id + "}:meta", "slc:gen:{" + id + "}:log");

    reader.awaitFailure(WAIT).assertFailedWith(ReplayFailure.ReplayGone.class);
  }

  @Test
  void shouldEmitByDemandOnly() {
    write(begin(), 40);
    AssertSubscriber<LoggedEvent> reader =
        there.read(id, 0).subscribe().withSubscriber(AssertSubscriber.create(0));
    assertThat(reader.getItems()).isEmpty();

    reader.awaitNextItems(1, 1, WAIT).awaitNextItems(20, 20, WAIT);

    assertThat(reader.getItems()).extracting(LoggedEvent::number).isEqualTo(numbers(1, 21));
    reader.awaitNextItems(21, 21, WAIT).awaitCompletion(WAIT);
  }

  @Test
  void shouldRefuse_whenTheGenerationWasBegunElsewhere() {
    begin();

    assertThatThrownBy(() -> begin(there)).isInstanceOf(ReplayFailure.AlreadyBegun.class);
  }

  @Test
  void shouldTellWhoseLogItIs() {
    assertThat(meta()).isEmpty();

    write(begin(), 1);

    assertThat(meta()).contains(new LogMeta("acc_1", here.instanceId(), 3, LogMeta.State.ENDED));
  }

  @Test
  void shouldExpireAfterItsTimeToLive() {
    here.begin(id, "acc_1", OPENED, Duration.ofHours(24)).await().atMost(WAIT);

    for (String key : List.of("meta", "log")) {
      assertThat(redis().send(Command.PTTL, "slc:gen:{" + id + "}:" + key).toLong())
          .isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());
    }
  }

  @Test
  void shouldNotExpire_whileItsWriterIsSilent() {
    RedisReplayLog patient =
        Instances.start(redis(), TestConfig.quick().withLease(Duration.ofMillis(300)));
    Appender appender =
        patient.begin(id, "acc_1", OPENED, Duration.ofMillis(900)).await().atMost(WAIT);

    await().during(Duration.ofSeconds(2)).atMost(WAIT).until(() -> meta().isPresent());
    appender.end(COMPLETED).await().atMost(WAIT);

    await().atMost(WAIT).until(() -> meta().isEmpty());
    patient.stop();
  }

  @Test
  void shouldSendOneCommandPerBatch() {
    CountingRedis counting = new CountingRedis(redis().redis());
    RedisReplayLog writer = new RedisReplayLog(TestConfig.quick(), redis().vertx(), counting, "w");
    long before = System.nanoTime();
    Appender appender = begin(writer);

    write(appender, 640);

    long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
    long flush = TestConfig.quick().replayFlush().toMillis();
    // one to begin, one per full batch or elapsed flush time, one to end; each script sent whole
    // once
    assertThat((long) counting.sent()).isLessThanOrEqualTo(2 + 640 / 32 + millis / flush + 1 + 1);
  }

  @Test
  void shouldRefuseParts_whenTheLogHasEnded() {
    Appender appender = begin();
    write(appender, 0);

    assertThatThrownBy(() -> appender.append(part(1)).await().atMost(WAIT))
        .isInstanceOf(IllegalStateException.class);
    appender.end(COMPLETED).await().atMost(WAIT);
    assertThat(meta()).map(LogMeta::lastNumber).contains(2L);
  }

  @Test
  void shouldCarryACancelRequestToTheInstanceThatRuns() {
    List<String> told = new CopyOnWriteArrayList<>();
    here.onCancelRequested(told::add);
    begin();

    boolean asked = there.requestCancel(id).await().atMost(WAIT);

    assertThat(asked).isTrue();
    await().atMost(Duration.ofSeconds(2)).until(() -> told.contains(id));
    await()
        .until(
            () -> redis().send(Command.EXISTS, "slc:cancel:" + here.instanceId()).toInteger() == 0);
  }

  @Test
  void shouldTellAtOnce_whenTheCancelRequestIsForThisInstance() {
    List<String> told = new CopyOnWriteArrayList<>();
    here.onCancelRequested(told::add);
    begin();

    assertThat(here.requestCancel(id).await().atMost(WAIT)).isTrue();
    assertThat(told).containsExactly(id);
  }

  @Test
  void shouldAskNobody_whenNothingRuns() {
    assertThat(there.requestCancel(id).await().atMost(WAIT)).isFalse();
    write(begin(), 1);
    assertThat(there.requestCancel(id).await().atMost(WAIT)).isFalse();
  }

  @Test
  void shouldEndTheLog_whenItsInstanceIsLost() {
    RedisReplayLog lost = Instances.start(redis(), TestConfig.quick());
    Appender appender = begin(lost);
    lost.stop().toCompletionStage().toCompletableFuture().join();

    there.endLost(id).await().atMost(WAIT);

    assertThat(meta()).map(LogMeta::ended).contains(true);
    assertThat(subscribe(here, 0).awaitCompletion(WAIT).getItems()).hasSize(2);
    assertThatThrownBy(() -> write(appender, 1)).isInstanceOf(ReplayFailure.EndedElsewhere.class);
  }

  @Test
  void shouldKnowOfReadersOnAnyInstance_untilTheLastOneLeaves() {
    begin();
    assertThat(here.hasReaders(id).await().atMost(WAIT)).isFalse();

    AssertSubscriber<LoggedEvent> one = subscribe(there, 0);
    AssertSubscriber<LoggedEvent> two = subscribe(there, 0);
    await().until(() -> here.hasReaders(id).await().atMost(WAIT));
    one.cancel();
    two.awaitItems(1, WAIT);
    assertThat(here.hasReaders(id).await().atMost(WAIT)).isTrue();
    two.cancel();

    await().atMost(Duration.ofSeconds(2)).until(() -> !here.hasReaders(id).await().atMost(WAIT));
  }

  private Appender begin() {
    return begin(here);
  }

  private Appender begin(RedisReplayLog log) {
    return log.begin(id, "acc_1", OPENED, Duration.ofMinutes(1)).await().atMost(WAIT);
  }

  private AssertSubscriber<LoggedEvent> read(Appender appender, RedisReplayLog log, long after) {
    AssertSubscriber<LoggedEvent> reader = subscribe(log, after);
    write(appender, 40);
    return reader;
  }

  private AssertSubscriber<LoggedEvent> subscribe(RedisReplayLog log, long after) {
    return log.read(id, after).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private Optional<LogMeta> meta() {
    return there.meta(id).await().atMost(WAIT);
  }

  private static void write(Appender appender, int parts) {
    for (int i = 0; i < parts; i++) {
      appender.append(part(i)).await().atMost(WAIT);
    }
    appender.end(COMPLETED).await().atMost(WAIT);
  }

  private static StreamPart part(int i) {
    return new StreamPart.Delta(0, Field.CONTENT, "part " + i);
  }

  private static List<Long> numbers(long first, long last) {
    return new ArrayList<>(LongStream.rangeClosed(first, last).boxed().toList());
  }
}
