package dev.sluice.journey.replay;

import dev.sluice.model.Sha256;
import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** A Redis key per {@code Idempotency-Key}, holding the generation's id and the body's digest. */
@Singleton
final class RedisIdempotency implements Idempotency {
  private static final LuaScript CLAIM =
      new LuaScript(
          """
          local v = redis.call('GET', KEYS[1])
          if v then return v end
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return ARGV[1]
          """);
  private static final LuaScript RELEASE =
      new LuaScript(
          """
          local v = redis.call('GET', KEYS[1])
          if v and string.sub(v, 1, #ARGV[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
          return 0
          """);

  private final TimedRedis redis;
  private final Duration timeToLive;

  @Inject
  RedisIdempotency(GenerationsConfig config, Redis redis) {
    this.redis = new TimedRedis(redis, config.redisTimeout());
    this.timeToLive = config.idempotencyTtl();
  }

  @Override
  public Uni<Claim> claim(String accountId, String key, String bodyHash, String generationId) {
    List<Object> arguments = List.of(generationId + " " + bodyHash, timeToLive.toMillis());
    return ReplayUni.of(
        () ->
            CLAIM
                .run(redis, List.of(redisKey(accountId, key)), arguments)
                .map(holder -> judge(holder, bodyHash, generationId)));
  }

  @Override
  public Uni<Void> release(String accountId, String key, String generationId) {
    return ReplayUni.of(
        () ->
            RELEASE
                .run(redis, List.of(redisKey(accountId, key)), List.of(generationId + " "))
                .mapEmpty());
  }

  private static Claim judge(Response holder, String bodyHash, String generationId) {
    String[] idAndHash = holder.toString().split(" ", 2);
    if (!idAndHash[1].equals(bodyHash)) {
      return new Claim.Conflict();
    }
    return idAndHash[0].equals(generationId) ? new Claim.First() : new Claim.Joined(idAndHash[0]);
  }

  /** Callers choose their keys; hashed, they have one length and no odd characters. */
  private static String redisKey(String accountId, String key) {
    return "slc:idem:" + accountId + ":" + Sha256.hex(key);
  }
}
