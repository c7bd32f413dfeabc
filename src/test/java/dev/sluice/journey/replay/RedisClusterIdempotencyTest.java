package dev.sluice.journey.replay;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisClusterFixture;

/** On a Redis Cluster of three masters. */
class RedisClusterIdempotencyTest extends IdempotencyContract {

  @Override
  AnyRedis redis() {
    return RedisClusterFixture.get();
  }
}
