package dev.sluice.admission.identity;

import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted.Limit;
import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How often somebody may ask for something that costs money or guesses, counted in Redis. */
@ApplicationScoped
class RedisAllowance implements Allowance {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** KEYS: count. ARGV: most, window in ms. Yields 0 where it is free, else the wait in ms. */
  private static final LuaScript TAKE =
      new LuaScript(
          """
          local count = tonumber(redis.call('GET', KEYS[1]) or '0')
          if count >= tonumber(ARGV[1]) then return math.max(1, redis.call('PTTL', KEYS[1])) end
          redis.call('INCR', KEYS[1])
          if count == 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
          return 0
          """);

  private final TimedRedis redis;

  @Inject
  RedisAllowance(Redis redis) {
    this(new TimedRedis(redis, TIMEOUT));
  }

  RedisAllowance(TimedRedis redis) {
    this.redis = redis;
  }

  @Override
  public Uni<Void> take(String what, String whose, int most, Duration window) {
    List<String> keys = List.of("slc:identity:" + what + ":{" + whose + "}");
    List<Object> arguments = List.of(most, window.toMillis());
    return Uni.createFrom()
        .completionStage(() -> TAKE.run(redis, keys, arguments).toCompletionStage())
        .invoke(answer -> check(answer.toLong()))
        .replaceWithVoid();
  }

  private static void check(long wait) {
    if (wait > 0) {
      throw new Refusal.Exhausted(
          Limit.RATE,
          "This was asked for too often; try again later.",
          Optional.of(Duration.ofMillis(wait)));
    }
  }
}
