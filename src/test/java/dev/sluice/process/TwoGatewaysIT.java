package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.process.GatewayClient.Started;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on the same PostgreSQL and Redis are one service. */
@EnabledOnOs(OS.LINUX)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoGatewaysIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path workplace;
  private static Scene scene;
  private static GatewayProcess a;
  private static GatewayProcess b;

  /** Both at once, as an orchestrator starts them on an empty database. */
  @BeforeAll
  static void start() {
    scene = new Scene();
    a = GatewayProcess.start(workplace, scene.shared());
    b = GatewayProcess.start(workplace, scene.shared());
    a.ready();
    b.ready();
  }

  @AfterAll
  static void stop() throws Exception {
    a.close();
    b.close();
    scene.close();
  }

  @AfterEach
  void letAllEnd() {
    scene.goOn();
  }

  @Test
  @Order(1)
  void shouldShowTheSameEvents_whenReadLiveFromTheOtherGateway() {
    // given
    scene.pause();
    Started started = a.client().generate("chat");
    Frames there = a.client().events(started).awaitText("Hello");
    Frames here = b.client().events(started).awaitText("Hello");

    // when
    scene.goOn();

    // then
    assertThat(there.awaitEnd(SOON)).isTrue();
    assertThat(here.awaitEnd(SOON)).isTrue();
    assertThat(here.all()).isEqualTo(there.all());
    assertThat(here.text()).isEqualTo("Hello, world");
    assertThat(here.last().event()).isEqualTo("done");
  }

  @Test
  @Order(2)
  void shouldGoOnWithoutGapOrDuplicate_whenAReaderMovesToTheOtherGateway() {
    // given
    scene.pause();
    Started started = a.client().generate("chat");
    List<Frames.Frame> whole = new ArrayList<>();
    try (Frames first = a.client().events(started).awaitText("Hello")) {
      whole.addAll(first.all());
    }

    // when
    Frames second = b.client().events(started, whole.get(whole.size() - 1).id());
    scene.goOn();

    // then
    assertThat(second.awaitEnd(SOON)).isTrue();
    whole.addAll(second.all());
    Frames again = b.client().events(started);
    again.awaitEnd(SOON);
    assertThat(whole).isEqualTo(again.all());
    assertThat(again.text()).isEqualTo("Hello, world");
  }

  @Test
  @Order(3)
  void shouldResetTheProvider_whenStoppedThroughTheOtherGateway() throws Exception {
    // given
    scene.pause();
    int call = scene.upstream().calls().size();
    Started started = a.client().generate("chat");
    Frames reader = a.client().events(started).awaitText("Hello");

    // when
    long asked = System.nanoTime();
    assertThat(b.client().delete(started)).isEqualTo(204);

    // then
    long reset = scene.upstream().call(call).closed().get(10, TimeUnit.SECONDS);
    assertThat(Duration.ofNanos(reset - asked)).isLessThanOrEqualTo(Duration.ofMillis(500));
    assertThat(reader.awaitEnd(SOON)).isTrue();
    assertThat(b.client().generation(started).getString("status")).isEqualTo("cancelled");
    assertThat(b.client().delete(started)).as("once more").isEqualTo(204);
    TraceRows.of(scene.shared()).awaitOutcome(started.id(), "Cancelled", SOON);
  }

  @Test
  @Order(4)
  void shouldAskTheProviderOnce_whenBothGetTheSameIdempotencyKey() throws Exception {
    // given
    scene.goOn();
    int before = scene.upstream().calls().size();

    // when
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(a.client().generateOnce("chat", "the-same"));
      answers.add(b.client().generateOnce("chat", "the-same"));
    }

    // then
    List<Started> started = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      started.add(Started.of(answer.get(20, TimeUnit.SECONDS)));
    }
    assertThat(started).extracting(Started::id).containsOnly(started.get(0).id());
    for (Started one : started) {
      Frames frames = b.client().events(one);
      assertThat(frames.awaitEnd(SOON)).isTrue();
      assertThat(frames.text()).isEqualTo("Hello, world");
    }
    assertThat(scene.upstream().calls()).hasSize(before + 1);
  }

  /** With the interval that is the default. */
  @Test
  @Order(5)
  void shouldFindAWordWithinTenSeconds_whenItWasPublishedThroughTheOtherGateway() {
    // given
    String second = secondPerson();
    a.client()
        .operate(
            GatewayClient.ADMIN_KEY,
            "/lexicon/entries",
            new JsonObject().put("word", "blorbwuzzle").put("category", "CUSTOM"));
    JsonObject draft =
        a.client().operate(GatewayClient.ADMIN_KEY, "/lexicon/draft/submit", new JsonObject());
    JsonObject approval = new JsonObject().put("submission", draft.getInteger("submission"));
    assertThat(finds(b, "blorbwuzzle")).isFalse();

    // when
    long published = System.nanoTime();
    a.client().operate(second, "/lexicon/draft/approve", approval);

    // then
    await().atMost(SOON).until(() -> finds(a, "blorbwuzzle") && finds(b, "blorbwuzzle"));
    Duration after = Duration.ofNanos(System.nanoTime() - published);
    assertThat(after).isLessThan(Duration.ofSeconds(10));
  }

  private static String secondPerson() {
    return a.client()
        .operate(
            GatewayClient.ADMIN_KEY,
            "/api-keys",
            new JsonObject().put("account", "bob").put("role", "reviewer").put("name", "Bob"))
        .getString("key");
  }

  private static boolean finds(GatewayProcess gateway, String word) {
    return !gateway
        .client()
        .operate(
            GatewayClient.ADMIN_KEY, "/lexicon/check", new JsonObject().put("text", "a " + word))
        .getJsonArray("hits")
        .isEmpty();
  }

  /** Last, for it leaves one gateway only. */
  @Test
  @Order(6)
  void shouldTellTheOtherGatewaysReadersAndEndTheTrace_whenKilled() throws Exception {
    // given
    scene.pause();
    Started read = a.client().generate("chat");
    Started unread = a.client().generate("chat");
    Frames reader = b.client().events(read).awaitText("Hello");
    await()
        .atMost(SOON)
        .until(() -> b.client().generation(unread).getString("text").equals("Hello"));

    // when
    a.kill();

    // then
    assertThat(reader.awaitEnd(SOON)).isTrue();
    assertThat(reader.text()).isEqualTo("Hello");
    assertThat(reader.last().errorCode()).isEqualTo("instance_lost");
    TraceRows traces = TraceRows.of(scene.shared());
    traces.awaitOutcome(read.id(), "InstanceLost", SOON);
    traces.awaitOutcome(unread.id(), "InstanceLost", SOON);
    await()
        .atMost(SOON)
        .until(() -> b.client().generation(unread).getString("status").equals("failed"));
  }
}
