package dev.sluice.journey.replay;

import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;
import io.vertx.redis.client.Redis;

/** Instances of the replay log on one Redis: each has its own doorbell, lease and client. */
final class Instances {
  private Instances() {}

  static RedisReplayLog start(AnyRedis redis, TestConfig config) {
    return start(redis, config, redis.newClient());
  }

  static RedisReplayLog start(AnyRedis redis, TestConfig config, Redis client) {
    RedisReplayLog log =
        new RedisReplayLog(config, redis.vertx(), client, "test_" + RedisFixture.newId());
    log.start();
    return log;
  }
}
