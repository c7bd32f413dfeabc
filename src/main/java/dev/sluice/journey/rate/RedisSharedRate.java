package dev.sluice.journey.rate;

import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import dev.sluice.moderation.chain.LocalRate;
import dev.sluice.moderation.chain.SharedRate;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Vendors' rates, counted in Redis by its own clock. While Redis is away or slow, each instance
 * takes an even share of the rate, by the number of instances that were last seen to use it; so
 * together they keep the rate, except in the second of the change, when both counts may be used up.
 */
@Singleton
final class RedisSharedRate implements SharedRate {
  /** Longer would be felt by every window; a call granted too late is a call lost. */
  private static final Duration TIMEOUT = Duration.ofMillis(80);

  /** How long Redis is not asked again after it failed. */
  private static final long AWAY = Duration.ofSeconds(1).toNanos();

  /**
   * KEYS: the last calls' times, newest first; the instances that asked lately. ARGV: calls a
   * second, instance. A call is free if the one that many calls ago is a second old. Yields how
   * many microseconds until one is free, and the number of instances.
   */
  private static final LuaScript TAKE =
      new LuaScript(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000000 + t[2]
          local rate = tonumber(ARGV[1])
          redis.call('ZADD', KEYS[2], t[1], ARGV[2])
          redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', t[1] - 30)
          redis.call('EXPIRE', KEYS[2], 60)
          local instances = redis.call('ZCARD', KEYS[2])
          local oldest = redis.call('LINDEX', KEYS[1], rate - 1)
          if oldest then
            local free = tonumber(oldest) + 1000000
            if free > now then return {free - now, instances} end
          end
          redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
          redis.call('LTRIM', KEYS[1], 0, rate - 1)
          redis.call('PEXPIRE', KEYS[1], 2000)
          return {0, instances}
          """);

  private final TimedRedis redis;
  private final LongSupplier nanoTime;
  private final LocalRate local;
  private final String instance;
  private final AtomicLong awayUntil;
  private final Map<String, Integer> instances = new ConcurrentHashMap<>();

  @Inject
  RedisSharedRate(Redis redis) {
    this(redis, TIMEOUT, System::nanoTime, "rate_" + UUID.randomUUID());
  }

  RedisSharedRate(Redis redis, Duration timeout, LongSupplier nanoTime, String instance) {
    this.redis = new TimedRedis(redis, timeout);
    this.nanoTime = nanoTime;
    this.local = new LocalRate(nanoTime);
    this.instance = instance;
    this.awayUntil = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public Uni<Grant> take(String vendor, int perSecond) {
    return Uni.createFrom()
        .deferred(
            () ->
                awayUntil.get() - nanoTime.getAsLong() > 0
                    ? local.take(vendor, perSecond, instances(vendor))
                    : shared(vendor, perSecond));
  }

  private Uni<Grant> shared(String vendor, int perSecond) {
    String key = "slc:rate:{" + vendor + "}";
    List<String> keys = List.of(key, key + ":instances");
    return Uni.createFrom()
        .completionStage(
            () -> TAKE.run(redis, keys, List.of(perSecond, instance)).toCompletionStage())
        .map(answer -> grant(vendor, answer))
        .onFailure()
        .recoverWithUni(failure -> alone(failure, vendor, perSecond));
  }

  private Grant grant(String vendor, Response answer) {
    instances.put(vendor, Math.max(1, answer.get(1).toInteger()));
    long micros = answer.get(0).toLong();
    return micros == 0 ? new Grant.Taken() : new Grant.Full(Duration.ofNanos(micros * 1000));
  }

  private Uni<Grant> alone(Throwable failure, String vendor, int perSecond) {
    awayUntil.set(nanoTime.getAsLong() + AWAY);
    Log.debugf("vendors' rates are counted locally cause=%s", failure.getClass().getName());
    return local.take(vendor, perSecond, instances(vendor));
  }

  /** A vendor that this instance has not used yet may be in use by as many as any other. */
  private int instances(String vendor) {
    Integer seen = instances.get(vendor);
    return seen != null ? seen : instances.values().stream().reduce(1, Math::max);
  }
}
