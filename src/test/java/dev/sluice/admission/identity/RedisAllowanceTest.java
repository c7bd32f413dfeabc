package dev.sluice.admission.identity;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;

/** On one Redis. */
class RedisAllowanceTest extends AllowanceContract {

  @Override
  AnyRedis redis() {
    return RedisFixture.get();
  }
}
