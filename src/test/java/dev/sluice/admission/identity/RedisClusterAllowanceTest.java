package dev.sluice.admission.identity;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisClusterFixture;

/** On a Redis Cluster of three masters. */
class RedisClusterAllowanceTest extends AllowanceContract {

  @Override
  AnyRedis redis() {
    return RedisClusterFixture.get();
  }
}
