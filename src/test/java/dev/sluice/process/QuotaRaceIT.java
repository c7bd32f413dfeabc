package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.process.MeteredAnswers.Reported;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways keep one limit to the unit, and what one that died had reserved comes back. */
@EnabledOnOs(OS.LINUX)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuotaRaceIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int STREAMS = 500;
  private static final int TOKENS = 5_000;

  /** What the gateway counts of an answer that said "Hello" so far. */
  private static final int HELLO = 2;

  @TempDir static Path workplace;
  private static final MeteredAnswers answers = new MeteredAnswers();
  private static Scene scene;
  private static Map<String, String> settings;
  private static GatewayProcess a;
  private static GatewayProcess b;

  @BeforeAll
  static void start() throws Exception {
    scene = new Scene();
    settings =
        scene.shared(
            // So many at once may wait long on a small machine, and must be told by their status.
            "sluice.quota.ledger-timeout",
            "15s",
            "sluice.api.head-wait",
            "60s",
            "sluice.models.hundred.targets",
            "up/hundred",
            "sluice.quota.aliases.hundred.plan",
            "hundred",
            "sluice.quota.plans.hundred.daily-requests",
            "100",
            "sluice.models.tokens.targets",
            "up/tokens",
            "sluice.quota.aliases.tokens.plan",
            "tokens",
            "sluice.quota.plans.tokens.daily-tokens",
            "" + TOKENS,
            "sluice.models.places.targets",
            "up/places",
            "sluice.quota.aliases.places.plan",
            "places",
            "sluice.quota.plans.places.concurrent",
            "50",
            "sluice.quota.plans.places.total-tokens",
            "1000000");
    a = GatewayProcess.start(workplace, settings);
    b = GatewayProcess.start(workplace, settings);
    a.ready();
    b.ready();
    scene.upstream().otherwise(answers::next);
    // A gateway that has just started may be too slow for so many at once, and refuse some.
    for (int i = 0; i < 3; i++) {
      admitted(ask("chat", 40)).forEach(stream -> stream.awaitEnd(SOON));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    a.close();
    b.close();
    scene.close();
  }

  @Test
  @Order(1)
  void shouldAdmitExactlyTheLimit_whenFiveTimesAsManyStreamsRaceForIt() throws Exception {
    // given
    answers.hold("hundred");
    // when
    List<HttpResponse<InputStream>> heads = ask("hundred", STREAMS);
    // then
    assertRefused(heads, STREAMS - 100);
    List<Frames> admitted = admitted(heads);
    assertThat(admitted).hasSize(100);
    assertThat(answers.reported("hundred").answers()).isEqualTo(100);
    assertThat(Standings.at(a).used("hundred", "requests")).isEqualTo(100);
    // when
    answers.goOn("hundred");
    // then
    assertWhole(admitted);
    assertOnRecord("hundred");
    assertThat(Standings.at(b).used("hundred", "requests")).isEqualTo(100);
    assertRefused(ask("hundred", 2), 2);
  }

  @Test
  @Order(2)
  void shouldAdmitAsManyAsFit_whenStreamsRaceForTokens() throws Exception {
    // given
    int fit = TOKENS / MeteredAnswers.MOST;
    answers.hold("tokens");
    // when
    List<HttpResponse<InputStream>> heads = ask("tokens", STREAMS);
    // then
    assertRefused(heads, STREAMS - fit);
    List<Frames> admitted = admitted(heads);
    assertThat(admitted).hasSize(fit);
    assertThat(Standings.at(b).used("tokens", "tokens")).isEqualTo(TOKENS);
    answers.goOn("tokens");
    assertWhole(admitted);
    assertOnRecord("tokens");
    long used = settledTokens();
    // when the rest is used up, as long as anything fits
    while (TOKENS - used >= MeteredAnswers.MOST) {
      assertWhole(admitted(ask("tokens", fit)));
      assertOnRecord("tokens");
      long now = settledTokens();
      assertThat(now).as("one that fits is admitted").isGreaterThan(used);
      used = now;
    }
    // then
    assertThat(used).isBetween(TOKENS - MeteredAnswers.MOST + 1L, (long) TOKENS);
    assertRefused(ask("tokens", 2), 2);
  }

  private static long settledTokens() {
    long used = answers.reported("tokens").tokens();
    assertThat(Standings.at(a).used("tokens", "tokens")).isEqualTo(used);
    assertThat(Standings.at(b).used("tokens", "tokens")).isEqualTo(used);
    return used;
  }

  /** Last, for it leaves one gateway only. */
  @Test
  @Order(3)
  void shouldGiveBackWhatWasNotReleased_whenAGatewayIsKilled() throws Exception {
    // given
    answers.hold("places");
    List<HttpResponse<InputStream>> heads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      heads.add(head(a.client().ask("places", MeteredAnswers.MOST_OUTPUT)));
    }
    assertThat(admitted(heads)).hasSize(50);
    HttpResponse<InputStream> oneMore = head(b.client().ask("places", 1));
    assertThat(oneMore.statusCode()).isEqualTo(429);
    try (SharedRedis redis = new SharedRedis(settings)) {
      await("progress told").atMost(SOON).until(() -> redis.progressed("places", HELLO) == 50);
    }
    assertThat(Standings.at(b).used("places", "tokens")).isEqualTo(50 * MeteredAnswers.MOST);

    // when
    a.kill();

    // then
    UsageRows rows = UsageRows.of(settings);
    long released = MeteredAnswers.INPUT + HELLO;
    await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              Standings there = Standings.at(b);
              assertThat(there.used("places", "concurrent")).isZero();
              assertThat(there.used("places", "tokens")).isEqualTo(50 * released);
              assertThat(rows.sum("places")).isEqualTo(new Reported(50, 50 * released));
              assertThat(rows.traces("places", "InstanceLost")).isEqualTo(50);
            });
    assertThat(rows.contradicted()).isZero();
    List<HttpResponse<InputStream>> again = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      again.add(head(b.client().ask("places", MeteredAnswers.MOST_OUTPUT)));
    }
    answers.goOn("places");
    assertWhole(admitted(again));
    assertThat(again).allMatch(one -> one.statusCode() == 200);
  }

  /** Both gateways in turn, without waiting for any answer. */
  private static List<HttpResponse<InputStream>> ask(String model, int streams) throws Exception {
    List<CompletableFuture<HttpResponse<InputStream>>> asked = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      GatewayProcess one = i % 2 == 0 ? a : b;
      asked.add(one.client().ask(model, MeteredAnswers.MOST_OUTPUT));
    }
    List<HttpResponse<InputStream>> heads = new ArrayList<>();
    for (CompletableFuture<HttpResponse<InputStream>> one : asked) {
      heads.add(head(one));
    }
    return heads;
  }

  private static HttpResponse<InputStream> head(CompletableFuture<HttpResponse<InputStream>> asked)
      throws Exception {
    return asked.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private static List<Frames> admitted(List<HttpResponse<InputStream>> heads) {
    return heads.stream()
        .filter(head -> head.statusCode() == 200)
        .map(head -> new Frames("", head.body()))
        .toList();
  }

  private static void assertRefused(List<HttpResponse<InputStream>> heads, int times)
      throws Exception {
    List<HttpResponse<InputStream>> refused =
        heads.stream().filter(head -> head.statusCode() != 200).toList();
    for (HttpResponse<InputStream> one : refused) {
      String body = new String(one.body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(one.statusCode()).as(body).isEqualTo(429);
      assertThat(new JsonObject(body).getJsonObject("error").getString("code"))
          .isEqualTo("daily_quota_exceeded");
      assertThat(one.headers().firstValue("Retry-After")).isPresent();
    }
    assertThat(refused).hasSize(times);
  }

  private static void assertWhole(List<Frames> streams) {
    for (Frames stream : streams) {
      assertThat(stream.awaitEnd(SOON)).isTrue();
      assertThat(stream.last().data()).isEqualTo("[DONE]");
    }
  }

  /** One row for each answer, and what the provider reported in all, once. */
  private static void assertOnRecord(String model) {
    UsageRows rows = UsageRows.of(settings);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(rows.sum(model)).isEqualTo(answers.reported(model));
              assertThat(rows.contradicted()).isZero();
            });
  }
}
