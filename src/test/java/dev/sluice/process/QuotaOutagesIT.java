package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.process.MeteredAnswers.Reported;
import dev.sluice.standalone.EngineSettings;
import dev.sluice.standalone.LocalEngines;
import dev.sluice.standalone.RunningEngines;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Redis and PostgreSQL go away under load and come back: nothing is lost, nothing counted twice.
 * One gateway refuses without its ledger, the other spends its local share.
 */
@EnabledOnOs(OS.LINUX)
class QuotaOutagesIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Outages last longer, so that reservations outlive their lease only if nobody takes them. */
  private static final Duration LEASE = Duration.ofSeconds(5);

  private static final Duration OUTAGE = LEASE.plusSeconds(3);

  /** What may pass at an instance without the ledger: 5 % of 1,000 requests. */
  private static final int SHARE = 50;

  private static final MeteredAnswers answers = new MeteredAnswers();
  private static Path workplace;
  private static Path data;
  private static RunningEngines engines;
  private static Scene scene;
  private static Map<String, String> settings;
  private static GatewayProcess refusing;
  private static GatewayProcess local;

  @BeforeAll
  static void start() {
    scene = new Scene();
    workplace = Workplace.fresh();
    data = workplace.resolve("data");
    engines = new LocalEngines().start(EngineSettings.durable(data));
    settings = settings("refuse");
    refusing = GatewayProcess.start(workplace, settings);
    local = GatewayProcess.start(workplace, settings("local"));
    refusing.ready();
    local.ready();
    scene.upstream().otherwise(answers::next);
  }

  private static Map<String, String> settings(String onLedgerFailure) {
    return scene.on(
        engines,
        "sluice.quota.on-ledger-failure",
        onLedgerFailure,
        "sluice.quota.lease",
        LEASE.toSeconds() + "s",
        "sluice.quota.ledger-timeout",
        "1s",
        "sluice.quota.plans.free.total-requests",
        "1000000",
        "sluice.quota.plans.free.total-tokens",
        "1000000000",
        "sluice.quota.plans.free.concurrent",
        "2000",
        "sluice.models.brief.targets",
        "up/brief",
        "sluice.models.long.targets",
        "up/long",
        "sluice.models.scarce.targets",
        "up/scarce",
        "sluice.quota.aliases.scarce.plan",
        "scarce",
        "sluice.quota.plans.scarce.total-requests",
        "1000");
  }

  @AfterAll
  static void stop() throws Exception {
    refusing.close();
    local.close();
    engines.stop();
    scene.close();
  }

  @Test
  void shouldCountEverythingOnce_whenRedisHangs() throws Exception {
    underLoad(OUTAGE, () -> Engine.REDIS.freeze(data), () -> Engine.REDIS.thaw(data));
  }

  @Test
  void shouldCountEverythingOnce_whenRedisDies() throws Exception {
    AtomicReference<List<String>> command = new AtomicReference<>();
    underLoad(
        OUTAGE,
        () -> command.set(Engine.REDIS.kill(data)),
        () -> Engine.start(command.get(), workplace.resolve("redis-again.txt")));
  }

  @Test
  void shouldCountEverythingOnce_whenRedisForgetsEverything() throws Exception {
    try (SharedRedis redis = new SharedRedis(settings)) {
      underLoad(Duration.ZERO, redis::forgetAll, () -> {});
    }
  }

  @Test
  void shouldCountEverythingOnce_whenPostgresHangs() throws Exception {
    underLoad(OUTAGE, () -> Engine.POSTGRES.freeze(data), () -> Engine.POSTGRES.thaw(data));
  }

  @Test
  void shouldLetTheLocalSharePassAndCountIt_whenRedisHangs() throws Exception {
    // given
    assertThat(askAtOnce(refusing, 1)).containsExactly(200);
    assertThat(askAtOnce(local, 1)).containsExactly(200);
    // when
    List<Integer> refused;
    List<Integer> shared;
    Engine.REDIS.freeze(data);
    try {
      refused = askAtOnce(refusing, SHARE);
      shared = askAtOnce(local, SHARE + 30);
    } finally {
      Engine.REDIS.thaw(data);
    }
    // then
    assertThat(refused).containsOnly(503);
    assertThat(shared).filteredOn(status -> status == 200).hasSize(SHARE);
    assertThat(shared).filteredOn(status -> status == 503).hasSize(30);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(Standings.at(refusing).used("scarce", "requests")).isEqualTo(SHARE + 2);
              assertThat(Standings.at(local).used("scarce", "requests")).isEqualTo(SHARE + 2);
            });
    assertCountedOnce();
  }

  private static List<Integer> askAtOnce(GatewayProcess gateway, int times) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      asked.add(gateway.client().askForAll("scarce", true));
    }
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> one : asked) {
      statuses.add(one.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode());
    }
    return statuses;
  }

  /**
   * Besides the load, some streams are open that end during the outage, and some that outlive it.
   */
  private static void underLoad(Duration outage, Runnable begins, Runnable ends) throws Exception {
    answers.hold("brief");
    answers.hold("long");
    List<Frames> brief = open("brief");
    List<Frames> outliving = open("long");
    Load first = new Load(refusing, "chat");
    Load second = new Load(local, "chat");
    try (first;
        second) {
      awaitMore(first, second);
      begins.run();
      try {
        long began = System.nanoTime();
        await("refusals").atMost(SOON).until(() -> first.refused() > 0);
        answers.goOn("brief");
        assertWhole(brief);
        awaitPast(began, outage);
      } finally {
        ends.run();
      }
      long back = System.nanoTime();
      awaitMore(first, second);
      awaitPast(back, LEASE.dividedBy(2));
      answers.goOn("long");
      assertWhole(outliving);
    }
    assertRightAnswers(first);
    assertRightAnswers(second);
    assertCountedOnce();
  }

  private static List<Frames> open(String model) {
    return Stream.of(refusing, local, refusing, local, refusing, local)
        .map(gateway -> gateway.client().chat(model).awaitText("Hello"))
        .toList();
  }

  private static void awaitMore(Load... loads) {
    for (Load load : loads) {
      long before = load.served();
      await("answers").atMost(SOON).until(() -> load.served() > before + 20);
    }
  }

  private static void awaitPast(long began, Duration time) {
    await().atMost(SOON).until(() -> System.nanoTime() - began > time.toNanos());
  }

  private static void assertWhole(List<Frames> streams) {
    for (Frames stream : streams) {
      assertThat(stream.awaitEnd(SOON)).isTrue();
      assertThat(stream.text()).isEqualTo("Hello, world");
      assertThat(stream.last().data()).isEqualTo("[DONE]");
    }
  }

  /** All were served whole, or refused as somebody who may ask again. */
  private static void assertRightAnswers(Load load) {
    assertThat(load.answers()).filteredOn(answer -> !answer.isRight()).isEmpty();
  }

  /** What the provider reported is on record, once, and is what callers are shown. */
  private static void assertCountedOnce() {
    UsageRows rows = UsageRows.of(settings);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Reported reported = answers.all();
              assertThat(rows.sum()).isEqualTo(reported);
              for (GatewayProcess gateway : List.of(refusing, local)) {
                Standings there = Standings.at(gateway);
                assertThat(there.used("requests")).isEqualTo(reported.answers());
                assertThat(there.used("tokens")).isEqualTo(reported.tokens());
                assertThat(there.used("concurrent")).isZero();
              }
              assertThat(rows.openTraces()).isZero();
              assertThat(rows.contradicted()).isZero();
            });
  }
}
