package dev.sluice.journey.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journey.replay.FaultyProxy;
import dev.sluice.moderation.chain.SharedRate.Grant;
import dev.sluice.testing.ManualTime;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** On a real Redis, with two instances that share it. */
class RedisSharedRateTest {
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final RedisFixture fixture = RedisFixture.get();
  private final String vendor = RedisFixture.newId();
  private final RedisSharedRate one = instance(fixture.redis(), "one");
  private final RedisSharedRate other = instance(fixture.redis(), "other");

  private static RedisSharedRate instance(Redis redis, String name) {
    return new RedisSharedRate(redis, WAIT, System::nanoTime, name);
  }

  @Test
  void shouldGrantTheRateOnce_whenTwoInstancesAskAtOnce() {
    List<Uni<Grant>> asking =
        IntStream.range(0, 50)
            .boxed()
            .flatMap(i -> List.of(one.take(vendor, 20), other.take(vendor, 20)).stream())
            .toList();

    List<Grant> grants = Uni.join().all(asking).andFailFast().await().atMost(WAIT);

    assertThat(grants).filteredOn(Grant.Taken.class::isInstance).hasSize(20);
    assertThat(grants)
        .filteredOn(Grant.Full.class::isInstance)
        .allSatisfy(
            full -> assertThat(((Grant.Full) full).after()).isBetween(Duration.ZERO, SECOND));
  }

  /** Times are taken before asking and after the answer, so that only true breaches are found. */
  @Property(tries = 4)
  void shouldNeverGrantMoreInAnySecond_whenTwoInstancesAskAllTheTime(
      @ForAll @IntRange(min = 1, max = 40) int perSecond) {
    String own = RedisFixture.newId();
    List<long[]> granted = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofMillis(2300).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      long before = System.nanoTime();
      Grant grant = (i % 2 == 0 ? one : other).take(own, perSecond).await().atMost(WAIT);
      if (grant instanceof Grant.Taken) {
        granted.add(new long[] {before, System.nanoTime()});
      }
    }

    assertThat(granted).hasSizeGreaterThanOrEqualTo(perSecond);
    for (int i = perSecond; i < granted.size(); i++) {
      long longest = granted.get(i)[1] - granted.get(i - perSecond)[0];
      assertThat(longest).isGreaterThanOrEqualTo(SECOND.toNanos());
    }
  }

  @Test
  void shouldTakeItsShare_whenRedisIsAwayAndTwoHadUsedIt() {
    FaultyProxy proxy = new FaultyProxy(fixture.vertx(), fixture.port());
    ManualTime time = new ManualTime();
    RedisSharedRate rate =
        new RedisSharedRate(fixture.clientOn(proxy.port()), WAIT, time, "behind the proxy");
    other.take(vendor, 10).await().atMost(WAIT);
    rate.take(vendor, 10).await().atMost(WAIT);
    proxy.down();

    assertThat(taken(rate, 20)).isEqualTo(5);

    proxy.up();
    time.advance(SECOND);
    assertThat(taken(rate, 20)).isBetween(8, 10);
    proxy.close();
  }

  @Test
  void shouldNotWaitLong_whenRedisHangs() {
    FaultyProxy proxy = new FaultyProxy(fixture.vertx(), fixture.port());
    ManualTime time = new ManualTime();
    RedisSharedRate rate =
        new RedisSharedRate(fixture.clientOn(proxy.port()), Duration.ofMillis(80), time, "hung");
    rate.take(vendor, 1000).await().atMost(WAIT);
    proxy.stall();

    long begun = System.nanoTime();
    Grant first = rate.take(vendor, 1000).await().atMost(WAIT);
    Grant second = rate.take(vendor, 1000).await().atMost(WAIT);

    assertThat(List.of(first, second)).containsOnly(new Grant.Taken());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    proxy.flow();
    proxy.close();
  }

  private int taken(RedisSharedRate rate, int asked) {
    return (int)
        IntStream.range(0, asked)
            .mapToObj(i -> rate.take(vendor, 10).await().atMost(WAIT))
            .filter(Grant.Taken.class::isInstance)
            .count();
  }
}
