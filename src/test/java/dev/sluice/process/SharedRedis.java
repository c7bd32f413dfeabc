package dev.sluice.process;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Redis that gateways with the same settings share. */
final class SharedRedis implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Redis redis;

  SharedRedis(Map<String, String> settings) {
    redis =
        Redis.createClient(
            vertx,
            new RedisOptions()
                .setConnectionString(settings.get("quarkus.redis.hosts"))
                .setPassword(settings.get("quarkus.redis.password")));
  }

  void forgetAll() {
    send(Request.cmd(Command.FLUSHALL));
  }

  /** How many generations of this alias the ledger knows to have come so far. */
  long progressed(String alias, int outputTokens) {
    Response state = send(Request.cmd(Command.HVALS).arg("slc:quota:{default}:state"));
    return state.stream()
        .map(Response::toString)
        .filter(entry -> entry.contains("\"alias\":\"" + alias + "\""))
        .filter(entry -> entry.contains("\"output\":" + outputTokens + "}"))
        .count();
  }

  private Response send(Request request) {
    try {
      return redis
          .send(request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("Redis does not answer", e);
    }
  }

  @Override
  public void close() throws Exception {
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
