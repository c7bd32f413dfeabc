package dev.sluice.quota.ledger;

import dev.sluice.quota.QuotaConfig;
import io.vertx.redis.client.Redis;
import java.time.Clock;

/** Makes the ledger that the gateway uses, whose class is nobody else's business. */
public final class RedisLedgers {
  private RedisLedgers() {}

  public static Ledger on(Redis redis, QuotaConfig config) {
    return new RedisLedger(redis, config, Clock.systemUTC());
  }
}
