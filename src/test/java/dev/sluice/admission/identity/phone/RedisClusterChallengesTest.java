package dev.sluice.admission.identity.phone;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisClusterFixture;

/** On a Redis Cluster of three masters. */
class RedisClusterChallengesTest extends ChallengesContract {

  @Override
  AnyRedis redis() {
    return RedisClusterFixture.get();
  }
}
