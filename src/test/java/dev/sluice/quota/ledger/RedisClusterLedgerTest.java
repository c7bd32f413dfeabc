package dev.sluice.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.RedisClusterFixture;
import io.vertx.redis.client.Redis;
import org.junit.jupiter.api.AfterAll;

/** On a Redis Cluster of three masters. */
class RedisClusterLedgerTest extends LedgerContract {

  @Override
  Redis redis() {
    return RedisClusterFixture.get().redis();
  }

  /** Each test has a tenant of its own, so they lie all over the cluster. */
  @AfterAll
  static void shouldHaveUsedAllMasters() {
    assertThat(RedisClusterFixture.get().keys()).allMatch(keys -> keys > 0);
  }
}
