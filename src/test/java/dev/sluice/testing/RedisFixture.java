package dev.sluice.testing;

import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import redis.embedded.RedisServer;

/** One real Redis for all tests, started at first use; tests differ by their ids. */
public final class RedisFixture {
  private static final AtomicLong NEXT_ID = new AtomicLong();
  private static RedisFixture shared;

  private final RedisServer server;
  private final int port;
  private final Vertx vertx = Vertx.vertx();
  private final Redis redis;

  private RedisFixture() throws IOException {
    port = freePort();
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
    redis = clientOn(port);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
  }

  public static synchronized RedisFixture get() {
    if (shared == null) {
      try {
        shared = new RedisFixture();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  public static String newId() {
    return "gen_test" + NEXT_ID.incrementAndGet();
  }

  public Vertx vertx() {
    return vertx;
  }

  public Redis redis() {
    return redis;
  }

  public int port() {
    return port;
  }

  public Redis clientOn(int somePort) {
    return Redis.createClient(
        vertx,
        new RedisOptions()
            .setConnectionString("redis://127.0.0.1:" + somePort)
            .setMaxPoolSize(8)
            .setMaxPoolWaiting(1024));
  }

  public TimedRedis timed() {
    return new TimedRedis(redis, Duration.ofSeconds(5));
  }

  public Response send(Command command, Object... arguments) {
    return redis
        .send(Request.cmd(command, arguments))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
