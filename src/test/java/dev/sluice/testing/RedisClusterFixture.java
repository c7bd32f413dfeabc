package dev.sluice.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisReplicas;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import redis.embedded.RedisServer;

/** A real Redis Cluster of three masters for all tests, started at first use. */
public final class RedisClusterFixture implements AnyRedis {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16384;

  /** Nodes talk to each other on a port that is so much higher. */
  private static final int BUS = 10_000;

  private static RedisClusterFixture shared;

  private final Vertx vertx = Vertx.vertx();
  private final List<Integer> ports = new ArrayList<>();
  private final List<RedisServer> servers = new ArrayList<>();
  private final Redis redis;

  private RedisClusterFixture() throws IOException {
    Path directory = Files.createTempDirectory("sluice-redis-cluster");
    for (int i = 0; i < MASTERS; i++) {
      start(freePort(), directory);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    join();
    redis = newClient();
  }

  public static synchronized RedisClusterFixture get() {
    if (shared == null) {
      try {
        shared = new RedisClusterFixture();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
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
    RedisOptions options =
        new RedisOptions()
            .setType(RedisClientType.CLUSTER)
            .setUseReplicas(RedisReplicas.NEVER)
            .setMaxPoolSize(8)
            .setMaxPoolWaiting(1024);
    ports.forEach(port -> options.addConnectionString("redis://127.0.0.1:" + port));
    return Redis.createClient(vertx, options);
  }

  /** How many keys each master holds. */
  public List<Integer> keys() {
    return ports.stream().map(port -> ask(port, Command.DBSIZE).toInteger()).toList();
  }

  private void start(int port, Path directory) throws IOException {
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .setting("dir " + directory)
            .setting("cluster-enabled yes")
            .setting("cluster-config-file nodes-" + port + ".conf")
            .build();
    server.start();
    servers.add(server);
    ports.add(port);
  }

  private void join() {
    for (int i = 0; i < MASTERS; i++) {
      List<Object> slots = new ArrayList<>(List.of("ADDSLOTS"));
      for (int slot = SLOTS * i / MASTERS; slot < SLOTS * (i + 1) / MASTERS; slot++) {
        slots.add(slot);
      }
      ask(ports.get(i), Command.CLUSTER, slots.toArray());
      ask(ports.get(i), Command.CLUSTER, "SET-CONFIG-EPOCH", i + 1);
    }
    ports.forEach(port -> ask(ports.get(0), Command.CLUSTER, "MEET", "127.0.0.1", port));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ports.stream().allMatch(this::isReady));
  }

  private boolean isReady(int port) {
    String info = ask(port, Command.CLUSTER, "INFO").toString();
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
  }

  private Response ask(int port, Command command, Object... arguments) {
    Redis node = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
    try {
      return node.send(Request.cmd(command, arguments))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } finally {
      node.close();
    }
  }

  private void stop() {
    for (RedisServer server : servers) {
      try {
        server.stop();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = socket.getLocalPort();
        if (port + BUS < 65_536 && isFree(port + BUS)) {
          return port;
        }
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
