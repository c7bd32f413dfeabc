package dev.sluice.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;
import redis.embedded.RedisServer;

/** One real Redis for all tests, started at first use; tests differ by their ids. */
public final class RedisFixture implements AnyRedis {
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

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public Redis redis() {
    return redis;
  }

  @Override
  public Redis newClient() {
    return clientOn(port);
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
