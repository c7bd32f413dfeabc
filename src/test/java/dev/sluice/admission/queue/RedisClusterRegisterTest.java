package dev.sluice.admission.queue;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisClusterFixture;

/** On a Redis Cluster of three masters. */
class RedisClusterRegisterTest extends RegisterContract {

  @Override
  AnyRedis redis() {
    return RedisClusterFixture.get();
  }
}
