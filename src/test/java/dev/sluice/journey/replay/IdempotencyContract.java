package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What idempotency keys promise, on whatever Redis. */
abstract class IdempotencyContract {
  private static final Duration WAIT = Duration.ofSeconds(10);
  private final String account = RedisFixture.newId();
  private final Idempotency idempotency = new RedisIdempotency(TestConfig.quick(), redis().redis());

  abstract AnyRedis redis();

  @Test
  void shouldLetExactlyOneBegin_whenAHundredClaimAtOnce() {
    List<Uni<Claim>> claims =
        IntStream.range(0, 100)
            .mapToObj(i -> idempotency.claim(account, "key", "hash", "gen_" + i))
            .toList();

    List<Claim> answers = Uni.join().all(claims).andFailFast().await().atMost(WAIT);

    assertThat(answers).filteredOn(Claim.First.class::isInstance).hasSize(1);
    int winner = answers.indexOf(new Claim.First());
    assertThat(answers)
        .filteredOn(Claim.Joined.class::isInstance)
        .hasSize(99)
        .containsOnly(new Claim.Joined("gen_" + winner));
  }

  @Test
  void shouldConflict_whenTheBodyDiffers() {
    claim("key", "hash", "gen_a");

    assertThat(claim("key", "other", "gen_b")).isEqualTo(new Claim.Conflict());
  }

  @Test
  void shouldStayFirst_whenTheSameClaimIsRepeated() {
    claim("key", "hash", "gen_a");

    assertThat(claim("key", "hash", "gen_a")).isEqualTo(new Claim.First());
  }

  @Test
  void shouldBeFree_whenReleasedByItsHolder() {
    claim("key", "hash", "gen_a");
    idempotency.release(account, "key", "gen_a").await().atMost(WAIT);

    assertThat(claim("key", "other", "gen_b")).isEqualTo(new Claim.First());
  }

  @Test
  void shouldStayTaken_whenReleasedBySomebodyElse() {
    claim("key", "hash", "gen_ab");
    idempotency.release(account, "key", "gen_a").await().atMost(WAIT);

    assertThat(claim("key", "hash", "gen_c")).isEqualTo(new Claim.Joined("gen_ab"));
  }

  @Test
  void shouldKeepAccountsApart_whenTheyUseTheSameKey() {
    claim("key", "hash", "gen_a");
    Claim other = idempotency.claim(account + "x", "key", "hash", "gen_b").await().atMost(WAIT);

    assertThat(other).isEqualTo(new Claim.First());
  }

  private Claim claim(String key, String hash, String generationId) {
    return idempotency.claim(account, key, hash, generationId).await().atMost(WAIT);
  }
}
