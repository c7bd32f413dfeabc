package dev.sluice.journey.replay;

import dev.sluice.testing.RedisFixture;
import io.vertx.redis.client.Redis;

/** Instances of the replay log on one Redis: each has its own doorbell, lease and client. */
final class Instances {
  private Instances() {}

  static RedisReplayLog start(RedisFixture fixture, TestConfig config) {
    return start(fixture, config, fixture.clientOn(fixture.port()));
  }

  static RedisReplayLog start(RedisFixture fixture, TestConfig config, Redis client) {
    RedisReplayLog log =
        new RedisReplayLog(config, fixture.vertx(), client, "test_" + RedisFixture.newId());
    log.start();
    return log;
  }
}
