package dev.sluice.admission.identity.phone;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;

/** On one Redis. */
class RedisChallengesTest extends ChallengesContract {

  @Override
  AnyRedis redis() {
    return RedisFixture.get();
  }
}
