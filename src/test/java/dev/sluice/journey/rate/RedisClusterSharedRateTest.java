package dev.sluice.journey.rate;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisClusterFixture;

/** On a Redis Cluster of three masters. */
class RedisClusterSharedRateTest extends SharedRateContract {

  @Override
  AnyRedis redis() {
    return RedisClusterFixture.get();
  }
}
