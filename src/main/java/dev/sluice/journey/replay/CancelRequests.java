package dev.sluice.journey.replay;

import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Carries cancel requests between instances: a set in Redis per instance, which its owner empties
 * every 200 ms while it runs anything. A request is removed only after it was told.
 */
final class CancelRequests {
  private static final long POLL_MILLIS = 200;
  private static final LuaScript PUT =
      new LuaScript(
          """
          redis.call('SADD', KEYS[1], ARGV[1])
          return redis.call('PEXPIRE', KEYS[1], ARGV[2])
          """);

  private final TimedRedis redis;
  private final Vertx vertx;
  private final String instanceId;
  private final LogWriting writing;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile long timer = -1;
  private volatile boolean asking;

  CancelRequests(TimedRedis redis, Vertx vertx, String instanceId, LogWriting writing) {
    this.redis = redis;
    this.vertx = vertx;
    this.instanceId = instanceId;
    this.writing = writing;
  }

  void start() {
    timer = vertx.setPeriodic(POLL_MILLIS, ignored -> poll());
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /**
   * @param owner the instance that runs the generation
   */
  Future<Void> request(String id, String owner) {
    if (owner.equals(instanceId)) {
      tell(id);
      return Future.succeededFuture();
    }
    return PUT.run(redis, List.of(key(owner)), List.of(id, Duration.ofMinutes(1).toMillis()))
        .mapEmpty();
  }

  private void poll() {
    if (asking || writing.isIdle()) {
      return;
    }
    asking = true;
    redis
        .send(Command.SMEMBERS, key(instanceId))
        .compose(this::deliver)
        .onComplete(ignored -> asking = false);
  }

  private Future<Response> deliver(Response ids) {
    if (ids.size() == 0) {
      return Future.succeededFuture();
    }
    List<Object> operands = new ArrayList<>();
    operands.add(key(instanceId));
    for (Response id : ids) {
      operands.add(id.toString());
      tell(id.toString());
    }
    return redis.send(Command.SREM, operands.toArray());
  }

  private void tell(String id) {
    if (writing.runs(id)) {
      listeners.forEach(listener -> listener.accept(id));
    }
  }

  private static String key(String instanceId) {
    return "slc:cancel:" + instanceId;
  }
}
