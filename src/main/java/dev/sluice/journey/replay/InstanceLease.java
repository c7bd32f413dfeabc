package dev.sluice.journey.replay;

import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.time.Duration;

/** This instance's sign of life in Redis, renewed three times per lease; and a look at others'. */
final class InstanceLease {
  private final TimedRedis redis;
  private final Vertx vertx;
  private final String instanceId;
  private final Duration lease;
  private volatile long timer = -1;

  InstanceLease(TimedRedis redis, Vertx vertx, String instanceId, Duration lease) {
    this.redis = redis;
    this.vertx = vertx;
    this.instanceId = instanceId;
    this.lease = lease;
  }

  String instanceId() {
    return instanceId;
  }

  /** How often it is renewed, and how far apart two looks at another's must be. */
  Duration interval() {
    return lease.dividedBy(3);
  }

  void start() {
    renew();
    timer = vertx.setPeriodic(interval().toMillis(), ignored -> renew());
  }

  /** Gives the lease back, so that others need not wait for it to run out. */
  Future<Void> stop() {
    expire();
    return redis.send(Command.DEL, key(instanceId)).mapEmpty();
  }

  /** Ceases to renew without a word, as a crash does. */
  void expire() {
    vertx.cancelTimer(timer);
  }

  Future<Boolean> isAlive(String other) {
    return other.equals(instanceId)
        ? Future.succeededFuture(true)
        : redis.send(Command.EXISTS, key(other)).map(found -> found.toInteger() == 1);
  }

  private void renew() {
    redis.send(Command.SET, key(instanceId), "1", "PX", lease.toMillis());
  }

  private static String key(String instanceId) {
    return "slc:instance:" + instanceId;
  }
}
