package dev.sluice.admission.identity.phone;

import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Which codes are out, in Redis: keyed hashes and counts, gone with the code. */
final class RedisChallenges {
  /** KEYS: tries. ARGV: most. Yields -1 where no code is out, 0 after too many tries, else 1. */
  private static final LuaScript TRY =
      new LuaScript(
          """
          if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
          if redis.call('INCR', KEYS[1]) > tonumber(ARGV[1]) then return 0 end
          return 1
          """);

  /** KEYS: code. ARGV: hash of the one shown. Yields 1 and forgets it where they are the same. */
  private static final LuaScript TAKE =
      new LuaScript(
          """
          if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
          redis.call('DEL', KEYS[1])
          return 1
          """);

  private final TimedRedis redis;
  private final Duration ttl;

  RedisChallenges(TimedRedis redis, Duration ttl) {
    this.redis = redis;
    this.ttl = ttl;
  }

  /** What became of a try. */
  enum Try {
    NO_CODE_OUT,
    TOO_MANY,
    ALLOWED
  }

  /** A code is out; tries count anew. */
  Uni<Void> open(Challenge challenge) {
    return uni(() -> redis.send(Command.SET, triesKey(challenge), 0, "PX", ttl.toMillis()))
        .replaceWithVoid();
  }

  Uni<Try> count(Challenge challenge, int most) {
    return uni(() -> TRY.run(redis, List.of(triesKey(challenge)), List.of(most)))
        .map(
            answer ->
                switch (answer.toInteger()) {
                  case -1 -> Try.NO_CODE_OUT;
                  case 0 -> Try.TOO_MANY;
                  default -> Try.ALLOWED;
                });
  }

  /** Nothing is out any more. */
  Uni<Void> close(Challenge challenge) {
    return uni(() -> redis.send(Command.DEL, triesKey(challenge))).replaceWithVoid();
  }

  Uni<Void> keepCode(Challenge challenge, String hash) {
    return uni(() -> redis.send(Command.SET, codeKey(challenge), hash, "PX", ttl.toMillis()))
        .replaceWithVoid();
  }

  Uni<Boolean> takeCode(Challenge challenge, String hash) {
    return uni(() -> TAKE.run(redis, List.of(codeKey(challenge)), List.of(hash)))
        .map(answer -> answer.toInteger() == 1);
  }

  private static Uni<Response> uni(Supplier<Future<Response>> command) {
    return Uni.createFrom().completionStage(() -> command.get().toCompletionStage());
  }

  private static String triesKey(Challenge challenge) {
    return "slc:identity:tries:{" + challenge.key() + "}";
  }

  private static String codeKey(Challenge challenge) {
    return "slc:identity:code:{" + challenge.key() + "}";
  }
}
