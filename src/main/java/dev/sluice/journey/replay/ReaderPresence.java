package dev.sluice.journey.replay;

import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells all instances which logs are being read here: one mark per log and instance, renewed every
 * second while there is a reader, taken away when the last one leaves, and void after three seconds
 * by Redis's own clock.
 */
final class ReaderPresence {
  private static final long RENEW_MILLIS = 1000;
  private static final long VALID_MILLIS = 3000;
  private static final LuaScript MARK =
      new LuaScript(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """);
  private static final LuaScript CLEAR =
      new LuaScript("return redis.call('ZREM', KEYS[1], ARGV[1])");
  private static final LuaScript COUNT =
      new LuaScript(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          return redis.call('ZCOUNT', KEYS[1], string.format('%.0f', now), '+inf')
          """);

  private final TimedRedis redis;
  private final Vertx vertx;
  private final String instanceId;
  private final boolean recorded;
  private final Map<String, Integer> readers = new ConcurrentHashMap<>();
  private volatile long timer = -1;

  /**
   * @param recorded false where nobody will ask, so that it costs nothing
   */
  ReaderPresence(TimedRedis redis, Vertx vertx, String instanceId, boolean recorded) {
    this.redis = redis;
    this.vertx = vertx;
    this.instanceId = instanceId;
    this.recorded = recorded;
  }

  void start() {
    if (recorded) {
      timer = vertx.setPeriodic(RENEW_MILLIS, ignored -> readers.keySet().forEach(this::mark));
    }
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  void enter(String id) {
    if (recorded && readers.merge(id, 1, Integer::sum) == 1) {
      mark(id);
    }
  }

  void leave(String id) {
    if (recorded && readers.computeIfPresent(id, (key, n) -> n == 1 ? null : n - 1) == null) {
      CLEAR.run(redis, List.of(key(id)), List.of(instanceId));
    }
  }

  Future<Boolean> hasReaders(String id) {
    if (!recorded || readers.containsKey(id)) {
      return Future.succeededFuture(true);
    }
    return COUNT.run(redis, List.of(key(id)), List.of()).map(count -> count.toInteger() > 0);
  }

  private void mark(String id) {
    MARK.run(redis, List.of(key(id)), List.of(instanceId, VALID_MILLIS));
  }

  private static String key(String id) {
    return "slc:gen:{" + id + "}:readers";
  }
}
