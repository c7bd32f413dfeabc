package dev.sluice.admission.identity.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.identity.phone.RedisChallenges.Try;
import dev.sluice.model.Caller;
import dev.sluice.model.privacy.PhoneNumber;
import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept of codes that are out, on whatever Redis. */
abstract class ChallengesContract {
  private static final Duration TTL = Duration.ofMinutes(5);

  private final RedisChallenges challenges = new RedisChallenges(redis().timed(), TTL);
  private final Challenge challenge =
      new Challenge(
          new Caller("t", "a", "key", Caller.Role.CALLER),
          new PhoneNumber("13812341234"),
          RedisFixture.newId(),
          RedisFixture.newId());

  abstract AnyRedis redis();

  @Test
  void shouldAllowSoManyTries_whenACodeIsOut() {
    assertThat(await(challenges.count(challenge, 2))).isEqualTo(Try.NO_CODE_OUT);

    await(challenges.open(challenge));
    assertThat(await(challenges.count(challenge, 2))).isEqualTo(Try.ALLOWED);
    assertThat(await(challenges.count(challenge, 2))).isEqualTo(Try.ALLOWED);
    assertThat(await(challenges.count(challenge, 2))).isEqualTo(Try.TOO_MANY);

    await(challenges.open(challenge));
    assertThat(await(challenges.count(challenge, 2))).isEqualTo(Try.ALLOWED);
    await(challenges.close(challenge));
    assertThat(await(challenges.count(challenge, 2))).isEqualTo(Try.NO_CODE_OUT);
  }

  @Test
  void shouldTakeACodeOnce_whenItIsTheRightOne() {
    await(challenges.keepCode(challenge, "hash"));

    assertThat(await(challenges.takeCode(challenge, "other"))).isFalse();
    assertThat(await(challenges.takeCode(challenge, "hash"))).isTrue();
    assertThat(await(challenges.takeCode(challenge, "hash"))).isFalse();
  }

  @Test
  void shouldForgetIt_whenItsTimeIsOver() {
    await(challenges.keepCode(challenge, "hash"));
    await(challenges.open(challenge));

    for (String kind : new String[] {"code", "tries"}) {
      String key = "slc:identity:" + kind + ":{" + challenge.key() + "}";
      assertThat(redis().send(Command.PTTL, key).toLong()).isBetween(1L, TTL.toMillis());
    }
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(Duration.ofSeconds(20));
  }
}
