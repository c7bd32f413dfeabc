package dev.sluice.quota.keeping;

import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.Plan;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.ledger.RedisLedgers;
import dev.sluice.testing.Configs;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/**
 * What reserving and settling take on a Redis beside us, one event loop asking, with the upkeep
 * that a gateway does meanwhile: first as many as go, then so many a second. Prints a table.
 */
public final class LedgerBench {
  private static final long MUCH = 1_000_000_000_000L;

  /** What an operator may well limit, all at once. */
  private static final Plan PLAN =
      new Plan(
          "bench",
          List.of(
              new Limit(Measure.REQUESTS, Period.MINUTE, MUCH),
              new Limit(Measure.TOKENS, Period.MINUTE, MUCH),
              new Limit(Measure.REQUESTS, Period.DAY, MUCH),
              new Limit(Measure.TOKENS, Period.DAY, MUCH),
              new Limit(Measure.MONEY, Period.TOTAL, MUCH)),
          OptionalInt.of(1_000_000));

  private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+):calls=(\\d+)");

  private final Vertx vertx;
  private final Context loop;
  private final Redis redis;
  private final QuotaConfig config =
      Configs.of(QuotaConfig.class, "sluice.quota.ledger-timeout", "10s");
  private final QuotaInstance instance;
  private final Generations generations;

  private LedgerBench(Vertx vertx, int port) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    redis =
        Redis.createClient(
            vertx,
            new RedisOptions()
                .setConnectionString("redis://127.0.0.1:" + port)
                .setMaxPoolSize(16)
                .setMaxPoolWaiting(4096));
    instance =
        new QuotaInstance(
            RedisLedgers.on(redis, config),
            new ForgottenRecords(),
            name -> Optional.of(PLAN),
            config);
    generations = new Generations(instance.quotas());
  }

  /** Arguments: how many at once, how many a second, seconds for each. */
  public static void main(String... arguments) throws Exception {
    int atOnce = Integer.parseInt(arguments[0]);
    int rate = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    int port = freePort();
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("appendonly yes")
            .setting("appendfsync everysec")
            .setting("save \"\"")
            .setting("dir \"" + arguments[3] + "\"")
            .build();
    Vertx vertx = Vertx.vertx();
    server.start();
    try {
      new LedgerBench(vertx, port).measure(atOnce, rate, seconds);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      server.stop();
      Infrastructure.getDefaultWorkerPool().shutdown(); // its threads would keep us alive
    }
  }

  private void measure(int atOnce, int rate, int seconds) throws Exception {
    long upkeep = Upkeep.interval(config).toMillis();
    vertx.setPeriodic(upkeep, tick -> instance.round().subscribe().with(done -> {}));
    System.err.printf("bench: four parts of %d s; warming up, %d at once%n", seconds, atOnce);
    flood(atOnce, seconds);
    System.err.println("bench: as many as go");
    long most = flood(atOnce, seconds);
    System.err.printf("bench: %d a second; they were %d a second%n", rate, most);
    paced(rate, seconds, new Timings(0), new Timings(0), new Timings(0));
    System.err.printf("bench: %d a second, measured%n", rate);
    Timings reserving = new Timings(rate * seconds);
    Timings settling = new Timings(rate * seconds);
    Timings both = new Timings(rate * seconds);
    long evaluated = calls("evalsha");
    long all = calls("");
    long before = generations.ended();
    paced(rate, seconds, reserving, settling, both);
    double ended = generations.ended() - before;
    double trips = (calls("evalsha") - evaluated) / ended;
    double commands = (calls("") - all) / ended;
    System.out.printf(
        """
        | %d a second | p50 | p95 | p99 |
        |---|--:|--:|--:|
        | reserve | %s |
        | settle | %s |
        | both | %s |

        | goal | measured |
        |---|--:|
        | reserve and settle take at most 1 ms (p95) | see *both* |
        | 2,000 generations a second reserved and settled, %d at once | %d |
        | two round trips to Redis for a generation | %.3f; with all upkeep, %.3f commands |
        """,
        rate, reserving.cells(), settling.cells(), both.cells(), atOnce, most, trips, commands);
  }

  /** Each that ends is followed by the next; yields how many a second. */
  private long flood(int atOnce, int seconds) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long before = generations.ended();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.add(end);
      loop.runOnContext(begin -> next(until, end));
    }
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get();
    return (generations.ended() - before) / seconds;
  }

  private void next(long until, CompletableFuture<Void> end) {
    if (System.nanoTime() > until) {
      end.complete(null);
      return;
    }
    Timings none = new Timings(0);
    generations
        .one(none, none, none)
        .subscribe()
        .with(
            done -> loop.runOnContext(again -> next(until, end)), end::completeExceptionally);
  }

  private void paced(int rate, int seconds, Timings reserving, Timings settling, Timings both)
      throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    long began = System.nanoTime();
    long most = (long) rate * seconds;
    long[] begun = new long[1];
    long[] ended = new long[1];
    loop.runOnContext(
        begin ->
            vertx.setPeriodic(
                1,
                tick -> {
                  long due = (System.nanoTime() - began) * rate / 1_000_000_000L;
                  for (; begun[0] < Math.min(due, most); begun[0]++) {
                    generations
                        .one(reserving, settling, both)
                        .subscribe()
                        .with(
                            done -> {
                              if (++ended[0] == most) {
                                vertx.cancelTimer(tick);
                                end.complete(null);
                              }
                            },
                            end::completeExceptionally);
                  }
                }));
    end.get();
  }

  /** How often Redis ran this command, or any that is not asked by us only to know. */
  private long calls(String command) throws Exception {
    String stats =
        redis
            .send(Request.cmd(Command.INFO).arg("commandstats"))
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .toString();
    // Commands that a script runs are counted as well, but are no round trips.
    List<String> sent = List.of("evalsha", "eval", "sadd", "smembers");
    long calls = 0;
    for (Matcher one = CALLS.matcher(stats); one.find(); ) {
      if (command.isEmpty() ? sent.contains(one.group(1)) : one.group(1).equals(command)) {
        calls += Long.parseLong(one.group(2));
      }
    }
    return calls;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
