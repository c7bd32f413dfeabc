package dev.sluice.journey.replay;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;

/** On one Redis. */
class RedisIdempotencyTest extends IdempotencyContract {

  @Override
  AnyRedis redis() {
    return RedisFixture.get();
  }
}
