package dev.sluice.journey.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.moderation.chain.SharedRate.Grant;
import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a shared rate promises two instances, on whatever Redis. */
abstract class SharedRateContract {
  static final Duration WAIT = Duration.ofSeconds(10);
  static final Duration SECOND = Duration.ofSeconds(1);

  final String vendor = RedisFixture.newId();
  final RedisSharedRate one = instance("one");
  final RedisSharedRate other = instance("other");

  abstract AnyRedis redis();

  private RedisSharedRate instance(String name) {
    return new RedisSharedRate(redis().redis(), WAIT, System::nanoTime, name);
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
}
