package dev.sluice.journey.replay;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the commands that pass. */
final class CountingRedis implements Redis {
  private final Redis redis;
  private final AtomicInteger sent = new AtomicInteger();

  CountingRedis(Redis redis) {
    this.redis = redis;
  }

  int sent() {
    return sent.get();
  }

  @Override
  public Future<Response> send(Request command) {
    sent.incrementAndGet();
    return redis.send(command);
  }

  @Override
  public Future<List<Response>> batch(List<Request> commands) {
    sent.addAndGet(commands.size());
    return redis.batch(commands);
  }

  @Override
  public Future<RedisConnection> connect() {
    return redis.connect();
  }

  @Override
  public void close() {
    redis.close();
  }
}
