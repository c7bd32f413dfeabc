package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class ReplayLogPropertiesTest {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Entry.Opened OPENED = new Entry.Opened("demo", 1_700_000_000);
  private static final Entry.Ended COMPLETED = Entry.Ended.of(new End.Completed(FinishReason.STOP));
  private static final RedisFixture FIXTURE = RedisFixture.get();

  private static List<RedisReplayLog> instances;
  private static FaultyProxy proxy;
  private static RedisReplayLog shaky;

  @BeforeContainer
  static void start() {
    instances =
        List.of(
            Instances.start(FIXTURE, TestConfig.quick()),
            Instances.start(FIXTURE, TestConfig.quick()));
    proxy = new FaultyProxy(FIXTURE.vertx(), FIXTURE.port());
    shaky =
        Instances.start(
            FIXTURE,
            TestConfig.quick().withPatience(Duration.ofMillis(150), Duration.ofSeconds(10)),
            FIXTURE.clientOn(proxy.port()));
  }

  @AfterContainer
  static void stop() {
    instances.forEach(RedisReplayLog::stop);
    shaky.halt();
    proxy.close();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void shouldShowEachReaderExactlyWhatWasWritten_howeverOftenItReconnects(
      @ForAll("parts") List<StreamPart> parts,
      @ForAll @Size(min = 1, max = 9) List<@IntRange(max = 15) Integer> pauses,
      @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 1, max = 12) Integer> hops,
      @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 1, max = 40) Integer> otherHops) {
    String id = RedisFixture.newId();
    Appender appender = begin(instances.get(0), id);

    CompletableFuture<Void> written = write(appender, parts, pauses);
    CompletableFuture<List<LoggedEvent>> other =
        CompletableFuture.supplyAsync(() -> readHopping(id, otherHops, 1));
    List<LoggedEvent> one = readHopping(id, hops, 0);

    written.join();
    assertThat(one).isEqualTo(expected(parts));
    assertThat(other.join()).isEqualTo(one);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void shouldNeitherRepeatNorLose_whenTheConnectionBreaksInTheMiddleOfABatch(
      @ForAll("parts") List<StreamPart> parts,
      @ForAll @Size(min = 1, max = 9) List<@IntRange(max = 5) Integer> pauses,
      @ForAll @IntRange(max = 4000) int requestBytes,
      @ForAll @IntRange(max = 100) int replyBytes) {
    String id = RedisFixture.newId();
    Appender appender = begin(shaky, id);

    proxy.dropAfterRequestBytes(requestBytes);
    proxy.dropAfterReplyBytes(replyBytes);
    write(appender, parts, pauses).join();

    assertThat(readHopping(id, List.of(1000), 0)).isEqualTo(expected(parts));
    assertThat(lastNumber(id)).isEqualTo(parts.size() + 2L);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void shouldNeitherRepeatNorLose_whenBatchesArriveLateAndAgain(
      @ForAll("parts") List<StreamPart> parts,
      @ForAll @Size(min = 1, max = 9) List<@IntRange(max = 5) Integer> pauses,
      @ForAll @IntRange(min = 100, max = 500) int stallMillis) {
    String id = RedisFixture.newId();
    Appender appender = begin(shaky, id);

    CompletableFuture<Void> written = write(appender, parts, pauses);
    proxy.stall();
    FIXTURE.vertx().setTimer(stallMillis, ignored -> proxy.flow());
    written.join();

    assertThat(readHopping(id, List.of(1000), 1)).isEqualTo(expected(parts));
    assertThat(lastNumber(id)).isEqualTo(parts.size() + 2L);
  }

  @Provide
  Arbitrary<List<StreamPart>> parts() {
    return Arbitraries.integers()
        .between(0, 120)
        .flatMap(count -> Entries.parts().list().ofSize(count));
  }

  private static Appender begin(RedisReplayLog log, String id) {
    return log.begin(id, "acc_1", OPENED, Duration.ofMinutes(1))
        .onFailure()
        .retry()
        .withBackOff(Duration.ofMillis(20))
        .atMost(20)
        .await()
        .atMost(WAIT);
  }

  private static CompletableFuture<Void> write(
      Appender appender, List<StreamPart> parts, List<Integer> pauses) {
    return Multi.createFrom()
        .range(0, parts.size())
        .onItem()
        .transformToUniAndConcatenate(
            i -> pause(pauses.get(i % pauses.size())).chain(() -> appender.append(parts.get(i))))
        .collect()
        .asList()
        .chain(() -> appender.end(COMPLETED))
        .subscribeAsCompletionStage();
  }

  private static Uni<Void> pause(int millis) {
    return millis < 5
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(millis));
  }

  /** Takes a few events, leaves, and resumes on the next instance, until the end is read. */
  private static List<LoggedEvent> readHopping(String id, List<Integer> hops, int first) {
    List<LoggedEvent> seen = new ArrayList<>();
    for (int hop = 0; seen.isEmpty() || !(last(seen).entry() instanceof Entry.Ended); hop++) {
      RedisReplayLog log = instances.get((first + hop) % 2);
      seen.addAll(
          log.read(id, seen.size())
              .select()
              .first(hops.get(hop % hops.size()))
              .collect()
              .asList()
              .await()
              .atMost(WAIT));
    }
    return seen;
  }

  /** Readers stop at the end, so only this shows what would have been stored behind it. */
  private static long lastNumber(String id) {
    return instances.get(0).meta(id).await().atMost(WAIT).orElseThrow().lastNumber();
  }

  private static LoggedEvent last(List<LoggedEvent> events) {
    return events.get(events.size() - 1);
  }

  private static List<LoggedEvent> expected(List<StreamPart> parts) {
    List<LoggedEvent> events = new ArrayList<>();
    events.add(new LoggedEvent(1, OPENED));
    parts.forEach(part -> events.add(new LoggedEvent(events.size() + 1L, new Entry.Part(part))));
    events.add(new LoggedEvent(events.size() + 1L, COMPLETED));
    return events;
  }
}
