package dev.sluice.admission.queue;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;

/** On one Redis. */
class RedisRegisterTest extends RegisterContract {

  @Override
  AnyRedis redis() {
    return RedisFixture.get();
  }
}
