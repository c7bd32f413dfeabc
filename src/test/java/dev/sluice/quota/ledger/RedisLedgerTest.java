package dev.sluice.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.RedisFixture;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import org.junit.jupiter.api.Test;

/** On one Redis. */
class RedisLedgerTest extends LedgerContract {

  @Override
  Redis redis() {
    return RedisFixture.get().redis();
  }

  @Test
  void shouldGoOn_whenRedisForgotTheScripts() {
    // given
    shouldCountAtEveryLevel_whenReserved();
    // when
    RedisFixture.get().send(Command.SCRIPT, "FLUSH");
    // then
    assertThat(RedisFixture.get().send(Command.DBSIZE).toInteger()).isPositive();
    shouldCountOnce_whenReservedAgainUnderTheSameId();
  }
}
