package dev.sluice.journey.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journey.replay.FaultyProxy;
import dev.sluice.moderation.chain.SharedRate.Grant;
import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.ManualTime;
import dev.sluice.testing.RedisFixture;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On one Redis, which goes away. */
class RedisSharedRateTest extends SharedRateContract {
  private final RedisFixture fixture = RedisFixture.get();

  @Override
  AnyRedis redis() {
    return RedisFixture.get();
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

    assertThat(taken(rate, vendor, 20)).isEqualTo(5);

    proxy.up();
    time.advance(SECOND);
    assertThat(taken(rate, vendor, 20)).isBetween(8, 10);
    proxy.close();
  }

  @Test
  void shouldTakeItsShareOfEachVendor_whenMoreInstancesUseOneThanTheOther() {
    FaultyProxy proxy = new FaultyProxy(fixture.vertx(), fixture.port());
    RedisSharedRate rate =
        new RedisSharedRate(
            fixture.clientOn(proxy.port()), WAIT, new ManualTime(), "behind the proxy");
    String ownOnly = RedisFixture.newId();
    String unused = RedisFixture.newId();
    other.take(vendor, 10).await().atMost(WAIT);
    rate.take(vendor, 10).await().atMost(WAIT);
    rate.take(ownOnly, 10).await().atMost(WAIT);
    proxy.down();

    assertThat(taken(rate, vendor, 20)).isEqualTo(5);
    assertThat(taken(rate, ownOnly, 20)).isEqualTo(10);
    assertThat(taken(rate, unused, 20)).isEqualTo(5);
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

  private static int taken(RedisSharedRate rate, String vendor, int asked) {
    return (int)
        IntStream.range(0, asked)
            .mapToObj(i -> rate.take(vendor, 10).await().atMost(WAIT))
            .filter(Grant.Taken.class::isInstance)
            .count();
  }
}
