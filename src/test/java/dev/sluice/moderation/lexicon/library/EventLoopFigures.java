package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.lexicon.LexiconCompiler;
import dev.sluice.testing.Configs;
import dev.sluice.testing.EnginesResource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;

/**
 * How long an event loop is held up at most while a list of 60,000 words is imported, published and
 * loaded, on a real PostgreSQL. A program, not a test: {@code docs/performance.md} has its figures
 * and its command. There is one event loop, so that whatever happens on any happens on it. Printed
 * are the time on the clock, which other programs and the collector lengthen, and the processor's.
 */
final class EventLoopFigures {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WORDS = 60_000;
  private static final int ROUNDS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Clock clock = Clock.systemUTC();
  private final Pool pool;
  private final WordList list;
  private final Drafts drafts;
  private Beat last = Beat.now();
  private Beat longest = Beat.NONE;

  /** A moment on the clock, and the event loop's processor time by then; both in nanoseconds. */
  private record Beat(long time, long processor) {
    static final Beat NONE = new Beat(0, 0);

    static Beat now() {
      return new Beat(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    }

    Beat since(Beat earlier) {
      return new Beat(time - earlier.time, processor - earlier.processor);
    }

    Beat max(Beat other) {
      return new Beat(Math.max(time, other.time), Math.max(processor, other.processor));
    }

    @Override
    public String toString() {
      return "%d (%d) ms".formatted(time / 1_000_000, processor / 1_000_000);
    }
  }

  private EventLoopFigures(Map<String, String> engines) {
    String jdbc = engines.get("quarkus.datasource.jdbc.url");
    String user = engines.get("quarkus.datasource.username");
    String password = engines.get("quarkus.datasource.password");
    Flyway.configure().dataSource(jdbc, user, password).load().migrate();
    this.pool =
        Pool.newInstance(
            PgBuilder.pool()
                .connectingTo(
                    PgConnectOptions.fromUri(engines.get("quarkus.datasource.reactive.url"))
                        .setUser(user)
                        .setPassword(password))
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build());
    this.list = new PostgresWordList(pool);
    this.drafts = new PostgresDrafts(pool, clock);
    vertx.setPeriodic(1, tick -> beat());
  }

  public static void main(String[] arguments) {
    EventLoopFigures figures = new EventLoopFigures(new EnginesResource().start());
    System.out.printf("%-8s %15s %15s %15s %15s%n", "round", "idle", "import", "publish", "load");
    for (int round = 1; round <= ROUNDS; round++) {
      figures.play(round);
    }
    System.exit(0);
  }

  private void beat() {
    Beat now = Beat.now();
    longest = longest.max(now.since(last));
    last = now;
  }

  private void play(int round) {
    get(
        () ->
            pool.query("truncate lexicon_change, lexicon_draft, lexicon_entry, lexicon_version")
                .execute());
    byte[] words = words(round);
    ListFiles none = new ListFiles(Configs.of(ModerationConfig.class));
    LoadedLexicon lexicon =
        new LoadedLexicon(list, new Editions(list, LexiconCompiler::compile, none, clock), clock);
    Beat idle = longest(() -> pause(Duration.ofSeconds(1)));
    Beat imported = longest(() -> imported(words));
    Beat published =
        longest(
            () -> drafts.submit(person("ann"), "").chain(it -> drafts.approve(person("bob"), 1)));
    Beat loaded = longest(lexicon::refresh);
    if (lexicon.get().size() != WORDS) {
      throw new IllegalStateException(lexicon.get().size() + " words loaded");
    }
    System.out.printf("%-8s %15s %15s %15s %15s%n", round, idle, imported, published, loaded);
  }

  private static Uni<Void> pause(Duration by) {
    return Uni.createFrom().voidItem().onItem().delayIt().by(by);
  }

  /** As a request to the import does it. */
  private Uni<Drafts.Added> imported(byte[] words) {
    return Uni.createFrom()
        .item(
            () ->
                Importer.read(
                    ListFormat.LINES,
                    Optional.of(Category.CUSTOM),
                    new ByteArrayInputStream(words)))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(read -> drafts.add(person("ann"), read.words()));
  }

  /** The longest time for which the event loop did nothing else. */
  private Beat longest(Supplier<Uni<?>> work) {
    get(() -> Uni.createFrom().item(() -> longest = Beat.NONE));
    get(work);
    get(() -> pause(Duration.ofMillis(50))); // for the beat after it
    return longest;
  }

  /** Runs it from the event loop, where requests and timers begin. */
  private void get(Supplier<Uni<?>> work) {
    Uni.createFrom()
        .emitter(
            emitter ->
                vertx.runOnContext(
                    now -> work.get().subscribe().with(it -> emitter.complete(it), emitter::fail)))
        .await()
        .atMost(LIMIT);
  }

  private static Caller person(String account) {
    return new Caller("t", account, "key_" + account, Caller.Role.ADMIN);
  }

  private static byte[] words(int seed) {
    Random random = new Random(seed);
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < WORDS) {
      StringBuilder word = new StringBuilder();
      for (int length = 2 + random.nextInt(5); length > 0; length--) {
        word.appendCodePoint(0x4E00 + random.nextInt(5_000));
      }
      words.add(word.toString());
    }
    return String.join("\n", words).getBytes(StandardCharsets.UTF_8);
  }
}
