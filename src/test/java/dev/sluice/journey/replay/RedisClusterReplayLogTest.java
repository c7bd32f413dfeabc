package dev.sluice.journey.replay;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisClusterFixture;

/** On a Redis Cluster of three masters. */
class RedisClusterReplayLogTest extends ReplayLogContract {

  @Override
  AnyRedis redis() {
    return RedisClusterFixture.get();
  }
}
