package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedVendor;
import dev.sluice.testing.ScriptedVendor.Mood;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Three vendors over real HTTP, broken in turn while answers stream. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class VendorFaultsTest extends EndToEnd {
  private static final int STREAMS = 200;
  private static final int AT_ONCE = 20;
  private static final int CHUNKS = 60;
  private static final int MILLIS_APART = 5;
  private static final int FAULT_MILLIS = 150;

  /** Longer than a vendor's breaker rests in these tests, so that two are always to be asked. */
  private static final int RECOVERY_MILLIS = 150;

  /** Every third stream says something unsafe, split over chunks, sooner or later. */
  private static final int UNSAFE_EVERY = 3;

  /** What became of one stream. */
  private record Told(int stream, String text, String finish, String traceId) {}

  @Test
  void shouldReleaseNothingUnjudged_whileVendorsBreakInTurn() throws Exception {
    // given
    upstream.otherwise(body -> script(stream(body)));
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE + 1);
    Future<?> faults = callers.submit(() -> breakInTurn(over));
    // when
    List<Future<Told>> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      int stream = i;
      streams.add(callers.submit(() -> listen(stream)));
    }
    List<Told> told = new ArrayList<>();
    for (Future<Told> stream : streams) {
      told.add(stream.get(60, TimeUnit.SECONDS));
    }
    over.set(true);
    faults.get(10, TimeUnit.SECONDS);
    callers.shutdown();
    // then
    List<String> passed = vendors.stream().flatMap(it -> it.passed().stream()).toList();
    told.forEach(it -> shouldHaveAVerdictForAll(it, passed));
    told.forEach(this::shouldEndAsItMust);
    soon().until(() -> upstream.calls().stream().allMatch(call -> call.isOver()));
  }

  private void shouldHaveAVerdictForAll(Told told, List<String> passed) {
    String all = String.join("", chunks(told.stream()));
    assertThat(all).startsWith(told.text());
    assertThat(told.text()).doesNotContain(ScriptedVendor.UNSAFE);
    BitSet judged = new BitSet();
    for (String text : passed) {
      int at = all.indexOf(text);
      if (at >= 0) {
        judged.set(at, at + text.length());
      }
    }
    assertThat(judged.nextClearBit(0)).isGreaterThanOrEqualTo(told.text().length());
  }

  private void shouldEndAsItMust(Told told) {
    boolean unsafe = told.stream() % UNSAFE_EVERY == 0;
    assertThat(told.finish()).isEqualTo(unsafe ? "content_filter" : "stop");
    assertThat(ended(told.traceId()).outcome()).contains(unsafe ? "Cut" : "Completed");
    if (!unsafe) {
      assertThat(told.text()).isEqualTo(String.join("", chunks(told.stream())));
    }
  }

  /** One vendor at a time is broken, each in every way. */
  private Void breakInTurn(AtomicBoolean over) throws InterruptedException {
    for (int turn = 0; !over.get(); turn++) {
      ScriptedVendor vendor = vendors.get(turn % vendors.size());
      vendor.be(Mood.values()[1 + turn / vendors.size() % (Mood.values().length - 1)]);
      TimeUnit.MILLISECONDS.sleep(FAULT_MILLIS); // it lasts this long; nothing is waited for
      vendor.be(Mood.WELL);
      TimeUnit.MILLISECONDS.sleep(RECOVERY_MILLIS);
    }
    return null;
  }

  private Told listen(int stream) {
    JsonObject message = new JsonObject().put("role", "user").put("content", "stream " + stream);
    JsonObject body =
        Ask.body("moderated").put("messages", new JsonArray().add(message)).put("stream", true);
    try (Wire wire = Wire.to(port())) {
      HttpAnswer answer = wire.send(Ask.chat(body)).answer();
      assertThat(answer.status()).isEqualTo(200);
      StringBuilder text = new StringBuilder();
      String finish = "";
      for (Frame frame : answer.frames()) {
        text.append(frame.content());
        finish = frame.finishReason().orElse(finish);
      }
      return new Told(stream, text.toString(), finish, answer.traceId());
    }
  }

  private static int stream(JsonObject body) {
    String asked = body.getJsonArray("messages").getJsonObject(0).getString("content");
    return Integer.parseInt(asked.substring("stream ".length()));
  }

  private static Script script(int stream) {
    Script script = Script.sse().event(role());
    List<String> chunks = chunks(stream);
    for (int i = 0; i < chunks.size(); i++) {
      CompletableFuture<Void> due = new CompletableFuture<>();
      due.completeOnTimeout(null, (long) i * MILLIS_APART, TimeUnit.MILLISECONDS);
      script.await(due).event(content(chunks.get(i)));
    }
    return script.event(finish("stop")).done();
  }

  /** Text that occurs in no other stream, and nowhere else in this one. */
  private static List<String> chunks(int stream) {
    List<String> chunks = new ArrayList<>();
    int unsafeAt = stream % UNSAFE_EVERY == 0 ? stream * 7 % CHUNKS : -1;
    for (int i = 0; i < CHUNKS; i++) {
      if (i == unsafeAt) {
        chunks.add(ScriptedVendor.UNSAFE.substring(0, 6));
        chunks.add(ScriptedVendor.UNSAFE.substring(6));
      }
      chunks.add("s" + stream + "n" + i + " ");
    }
    return chunks;
  }
}
