package dev.sluice.admission.queue;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import redis.embedded.RedisServer;

/**
 * What a queue of 10,000 callers costs: two instances in this JVM and a Redis of their own, 64 slots
 * each held for two seconds, and for each caller that is served another that comes. CPU of both
 * processes over the window, in percent of a core. Sockets and streams are not in it.
 */
final class QueueCost {
  private static final int WAITERS = Integer.getInteger("bench.waiters", 10_000);
  private static final int SLOTS = 64;
  private static final long HOLD_MILLIS = 2000;
  private static final long WARM_SECONDS = 20;
  private static final long WINDOW_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final Redis redis;
  private final List<SlotQueue> instances;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong served = new AtomicLong();

  private QueueCost(int port) {
    redis =
        Redis.createClient(
            vertx, new RedisOptions().setConnectionString("redis://127.0.0.1:" + port));
    instances = List.of(instance("one"), instance("two"));
  }

  private SlotQueue instance(String name) {
    QueueConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(QueueConfig.class)
            .withDefaultValue("sluice.queue.max-waiting", "1000000")
            .withDefaultValue("sluice.queue.max-wait", "1h")
            .withDefaultValue("sluice.queue.weights.gold", "3")
            .build()
            .getConfigMapping(QueueConfig.class);
    return new SlotQueue(
        config, redis, new QueueMetrics(new SimpleMeterRegistry()), vertx, name);
  }

  private void come() {
    int number = next.getAndIncrement();
    SlotQueue queue = instances.get(number % instances.size());
    String id = "gen_%034d".formatted(number);
    String plan = number % 4 == 0 ? "gold" : "free";
    queue
        .enter(new SlotRequest("bench", SLOTS, id, "tenant/account-" + number, plan))
        .chain(place -> place.turn(position -> told.incrementAndGet()))
        .subscribe()
        .with(turn -> vertx.setTimer(HOLD_MILLIS, held -> leave(queue, id)));
  }

  private void leave(SlotQueue queue, String id) {
    served.incrementAndGet();
    queue.leave("bench", id);
    come();
  }

  private double redisCpuSeconds() {
    String info =
        redis
            .send(Request.cmd(Command.INFO).arg("cpu"))
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .toString();
    return info.lines()
        .filter(line -> line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
        .sum();
  }

  private void run() throws InterruptedException {
    for (int i = 0; i < WAITERS + SLOTS; i++) {
      come();
    }
    TimeUnit.SECONDS.sleep(WARM_SECONDS);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    double redisCpu = redisCpuSeconds();
    long toldBefore = told.get();
    long servedBefore = served.get();
    TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
    System.out.printf(
        "%,d waiting: gateway %.1f %%, Redis %.1f %% of a core; %,d positions told, %.0f served a"
            + " second%n",
        WAITERS,
        (system.getProcessCpuTime() - cpu) / 1e7 / WINDOW_SECONDS,
        (redisCpuSeconds() - redisCpu) * 100 / WINDOW_SECONDS,
        (told.get() - toldBefore) / WINDOW_SECONDS,
        (double) (served.get() - servedBefore) / WINDOW_SECONDS);
  }

  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    RedisServer server =
        RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
    try {
      new QueueCost(port).run();
    } finally {
      server.stop();
    }
    System.exit(0);
  }
}
