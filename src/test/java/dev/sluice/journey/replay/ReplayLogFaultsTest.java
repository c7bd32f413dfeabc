package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayLogFaultsTest {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration SHORT_LEASE = Duration.ofMillis(1500);
  private static final Entry.Opened OPENED = new Entry.Opened("demo", 1_700_000_000);
  private static final Entry.Ended COMPLETED = Entry.Ended.of(new End.Completed(FinishReason.STOP));

  private final RedisFixture fixture = RedisFixture.get();
  private final String id = RedisFixture.newId();
  private final TestConfig config = TestConfig.quick().withLease(SHORT_LEASE);
  private final FaultyProxy proxy = new FaultyProxy(fixture.vertx(), fixture.port());
  private final RedisReplayLog one = Instances.start(fixture, config);
  private final RedisReplayLog two = Instances.start(fixture, config);

  @AfterEach
  void stop() {
    one.stop();
    two.stop();
    proxy.close();
  }

  @Test
  void shouldTellBothReadersOnce_whenTheWritingInstanceDied() {
    RedisReplayLog writer = Instances.start(fixture, config);
    Appender appender = begin(writer);
    appender.append(part("a")).await().atMost(WAIT);
    AssertSubscriber<LoggedEvent> first = subscribe(one).awaitItems(2, WAIT);
    AssertSubscriber<LoggedEvent> second = subscribe(two).awaitItems(2, WAIT);

    writer.halt();

    first.awaitCompletion(WAIT);
    second.awaitCompletion(WAIT);
    assertThat(first.getItems()).hasSize(3).isEqualTo(second.getItems());
    assertThat(codeOf(first.getLastItem())).isEqualTo("instance_lost");
    assertThat(subscribe(two).awaitCompletion(WAIT).getItems()).isEqualTo(first.getItems());
  }

  @Test
  void shouldRefuseItsParts_whenAWriterTakenForDeadGoesOn() {
    RedisReplayLog writer = Instances.start(fixture, config);
    Appender appender = begin(writer);
    writer.halt();
    AssertSubscriber<LoggedEvent> reader = subscribe(one).awaitCompletion(WAIT);

    appender.append(part("late")).await().atMost(WAIT);

    assertThatThrownBy(() -> appender.end(COMPLETED).await().atMost(WAIT))
        .isInstanceOf(ReplayFailure.EndedElsewhere.class);
    assertThat(subscribe(two).awaitCompletion(WAIT).getItems()).isEqualTo(reader.getItems());
  }

  @Test
  void shouldTellAReaderThatComesLater_whenTheWritingInstanceDiedBefore() {
    RedisReplayLog writer = Instances.start(fixture, config);
    begin(writer);
    writer.stop();

    AssertSubscriber<LoggedEvent> reader = subscribe(one).awaitCompletion(WAIT);

    assertThat(codeOf(reader.getLastItem())).isEqualTo("instance_lost");
  }

  @Test
  void shouldWaitInSilence_whenTheWritingInstanceLives() {
    RedisReplayLog writer = Instances.start(fixture, config);
    Appender appender = begin(writer);
    AssertSubscriber<LoggedEvent> reader = subscribe(one).awaitItems(1, WAIT);

    await()
        .during(SHORT_LEASE.multipliedBy(3))
        .atMost(WAIT)
        .until(() -> reader.getItems().size() == 1 && !reader.hasCompleted());

    appender.end(COMPLETED).await().atMost(WAIT);
    reader.awaitCompletion(WAIT);
    assertThat(reader.getLastItem()).isEqualTo(new LoggedEvent(2, COMPLETED));
    writer.stop();
  }

  @Test
  void shouldKnowWhichInstancesLive() {
    await().atMost(WAIT).until(() -> one.isAlive(two.instanceId()).await().atMost(WAIT));
    assertThat(one.isAlive(one.instanceId()).await().atMost(WAIT)).isTrue();
    assertThat(one.isAlive("nobody").await().atMost(WAIT)).isFalse();

    two.halt();

    await().atMost(WAIT).until(() -> !one.isAlive(two.instanceId()).await().atMost(WAIT));
  }

  @Test
  void shouldFailTypedAndEndTheLogLater_whenRedisIsGoneForTooLong() {
    Duration giveUp = Duration.ofSeconds(1);
    RedisReplayLog writer =
        Instances.start(
            fixture,
            TestConfig.quick().withPatience(Duration.ofSeconds(1), giveUp),
            fixture.clientOn(proxy.port()));
    Appender appender = begin(writer);
    AssertSubscriber<LoggedEvent> reader = subscribe(one).awaitItems(1, WAIT);

    proxy.down();
    appender.append(part("lost")).await().atMost(WAIT);
    assertThatThrownBy(() -> appender.end(COMPLETED).await().atMost(WAIT))
        .isInstanceOf(ReplayFailure.ReplayUnavailable.class);
    assertThatThrownBy(() -> appender.append(part("more")).await().atMost(WAIT))
        .isInstanceOf(ReplayFailure.ReplayUnavailable.class);
    proxy.up();

    reader.awaitCompletion(WAIT);
    assertThat(reader.getItems()).hasSize(2);
    assertThat(codeOf(reader.getLastItem())).isEqualTo("replay_unavailable");
    writer.halt();
  }

  @Test
  void shouldEndTheLog_whenRedisHasLostTheEndOfIt() {
    Appender appender = begin(one);
    appender.append(part("lost")).await().atMost(WAIT);
    AssertSubscriber<LoggedEvent> reader = subscribe(two).awaitItems(2, WAIT);

    fixture.send(Command.HSET, "slc:gen:{" + id + "}:meta", "last", "1");
    fixture.send(Command.XDEL, "slc:gen:{" + id + "}:log", "2-0");
    fixture.send(Command.XSETID, "slc:gen:{" + id + "}:log", "1-0");
    appender.append(part("more")).await().atMost(WAIT);

    assertThatThrownBy(() -> appender.end(COMPLETED).await().atMost(WAIT))
        .isInstanceOf(ReplayFailure.ReplayGone.class);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(codeOf(subscribe(two).awaitCompletion(WAIT).getLastItem()))
                    .isEqualTo("replay_unavailable"));
    reader.cancel();
  }

  @Test
  void shouldFailTyped_whenRedisIsGoneForTooLongForAReader() {
    RedisReplayLog reading =
        Instances.start(
            fixture,
            TestConfig.quick().withPatience(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            fixture.clientOn(proxy.port()));
    begin(one);
    AssertSubscriber<LoggedEvent> reader = subscribe(reading).awaitItems(1, WAIT);

    proxy.down();

    reader.awaitFailure(WAIT).assertFailedWith(ReplayFailure.ReplayUnavailable.class);
    reading.halt();
  }

  @Test
  void shouldAcceptAtMost64KiB_whileRedisDoesNotAnswer() {
    RedisReplayLog writer =
        Instances.start(
            fixture,
            TestConfig.quick().withPatience(Duration.ofSeconds(5), Duration.ofSeconds(20)),
            fixture.clientOn(proxy.port()));
    Appender appender = begin(writer);
    proxy.stall();
    for (int i = 0; i < 7; i++) {
      appender.append(part("x".repeat(9000))).await().atMost(WAIT);
    }

    CompletableFuture<Void> eighth = stage(appender, "x".repeat(9000));
    CompletableFuture<Void> ninth = stage(appender, "too early");

    assertThatThrownBy(ninth::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(eighth).isNotDone();
    proxy.flow();
    assertThat(eighth).succeedsWithin(WAIT);
    appender.end(COMPLETED).await().atMost(WAIT);
    assertThat(subscribe(one).awaitCompletion(WAIT).getItems()).hasSize(10);
    writer.stop();
  }

  private Appender begin(RedisReplayLog log) {
    return log.begin(id, "acc_1", OPENED, Duration.ofMinutes(1)).await().atMost(WAIT);
  }

  private AssertSubscriber<LoggedEvent> subscribe(RedisReplayLog log) {
    return log.read(id, 0).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private static CompletableFuture<Void> stage(Appender appender, String text) {
    return appender.append(part(text)).subscribeAsCompletionStage();
  }

  private static StreamPart part(String text) {
    return new StreamPart.Delta(0, Field.CONTENT, text);
  }

  private static String codeOf(LoggedEvent event) {
    return List.of(event.entry()).stream()
        .map(Entry.Ended.class::cast)
        .map(ended -> (End.Failed) ended.end())
        .map(End.Failed::code)
        .findFirst()
        .orElseThrow();
  }
}
