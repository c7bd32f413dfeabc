package dev.sluice.model.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Redis by pooled single commands, each bounded in time by us. A command that timed out may still
 * be executed; whatever is sent here must bear that.
 */
public final class TimedRedis {
  private final Redis redis;
  private final long timeoutMillis;

  public TimedRedis(Redis redis, Duration timeout) {
    this.redis = redis;
    this.timeoutMillis = timeout.toMillis();
  }

  public Future<Response> send(Command command, Object... arguments) {
    try {
      return redis
          .send(Request.cmd(command, arguments))
          .timeout(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
