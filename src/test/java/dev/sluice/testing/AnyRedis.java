package dev.sluice.testing;

import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;

/** A real Redis, one server or a cluster. What is kept in Redis must work on both. */
public interface AnyRedis {

  Vertx vertx();

  /** The client that tests share. */
  Redis redis();

  /** A client of its own, as each instance has. */
  Redis newClient();

  default TimedRedis timed() {
    return new TimedRedis(redis(), Duration.ofSeconds(20));
  }

  default Response send(Command command, Object... arguments) {
    return redis()
        .send(Request.cmd(command, arguments))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
