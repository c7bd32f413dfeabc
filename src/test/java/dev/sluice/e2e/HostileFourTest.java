package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.UpstreamCall;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Slow caller, disconnect, cut and stalled provider on chat completions. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class HostileFourTest extends EndToEnd {
  private static final int CHUNKS = 4000;
  private static final int CHUNK_CHARS = 4000;

  private static final long HELD_MOST = 64 * 1024;

  /** The promise is 100 ms; more is allowed here, since a test machine may be busy. */
  private static final Duration RESET_MOST = Duration.ofSeconds(1);

  @Test
  void shouldPauseProvider_whenCallerIsSlow() {
    // given
    assumeTrue(KernelQueues.known());
    Script script = Script.sse().event(role());
    for (int i = 0; i < CHUNKS; i++) {
      script.event(content(numbered(i)));
    }
    upstream.answer(script.event(finish("stop")).event(usage(9, CHUNKS)).done());
    double before = outcomes();
    try (Wire wire = Wire.to(port(), 8 * 1024)) {
      // when
      HttpAnswer answer = wire.send(Ask.stream("scripted")).answer();
      long written = stableBytes(onlyCall());
      long arrived = written - KernelQueues.bytes(upstream.port());
      long passedOn = wire.received() + KernelQueues.bytes(wire.localPort());
      boolean paused = !onlyCall().completed().isDone();
      int chunksPassedOn = 0;
      for (int i = 0; i < CHUNKS; i++) {
        assertThat(answer.frame().content()).isEqualTo(numbered(i));
        chunksPassedOn += wire.consumed() <= passedOn ? 1 : 0;
      }
      // then
      long held = arrived - bytesOf(chunksPassedOn);
      Log.warnf("slow caller: the provider got rid of %d bytes, we held %d", written, held);
      assertThat(paused).isTrue();
      assertThat(held).isLessThanOrEqualTo(HELD_MOST);
      assertThat(answer.frames()).last().matches(Frame::isDone);
      TraceRow row = ended(answer.traceId());
      assertThat(row.outcome()).contains("Completed");
      assertThat(outcomes()).isEqualTo(before + 1);
    }
  }

  private static String numbered(int chunk) {
    return chunk + "|" + "x".repeat(CHUNK_CHARS);
  }

  /** How much the provider got rid of when it could get rid of nothing for a second. */
  private static long stableBytes(UpstreamCall call) {
    List<Long> looks = new ArrayList<>();
    soon()
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () -> {
              looks.add(call.written().get());
              int size = looks.size();
              return size > 10 && looks.get(size - 1).equals(looks.get(size - 11));
            });
    return looks.get(looks.size() - 1);
  }

  /** What the provider writes for that many chunks, in HTTP's chunked encoding. */
  private static long bytesOf(int chunks) {
    long bytes = 0;
    for (int i = 0; i < chunks; i++) {
      int length = content(numbered(i)).length() + "data: \n\n".length();
      bytes += length + Integer.toHexString(length).length() + "\r\n\r\n".length();
    }
    return bytes;
  }

  @Test
  void shouldResetProvider_whenCallerLeavesStream() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")));
    double before = outcomes();
    Wire wire = connect();
    HttpAnswer answer = wire.send(Ask.stream("scripted")).answer();
    answer.frame();
    // when
    long left = System.nanoTime();
    wire.close();
    // then
    assertReset("caller left a stream", left);
    assertDisconnected(answer.traceId(), before);
  }

  @Test
  void shouldResetProvider_whenCallerLeavesBeforeTheFirstChunk() {
    // given
    upstream.answer(Script.silence());
    double before = outcomes();
    Wire wire = connect().send(Ask.stream("patient"));
    UpstreamCall call = onlyCall();
    // when
    long left = System.nanoTime();
    wire.close();
    // then
    assertReset("caller left before the first chunk", left);
    soon().until(() -> outcomes() == before + 1);
    assertThat(call.closed()).isDone();
  }

  @Test
  void shouldResetProvider_whenCallerLeavesWithoutStreaming() {
    // given
    CompletableFuture<Void> never = new CompletableFuture<>();
    upstream.answer(Script.sse().event(role()).event(content("Hel")).await(never));
    double before = outcomes();
    long rows = TraceRow.count(pool);
    Wire wire = connect().send(Ask.whole("patient"));
    onlyCall();
    // when
    long left = System.nanoTime();
    wire.close();
    // then
    assertReset("caller left while waiting for the whole", left);
    soon().until(() -> outcomes() == before + 1);
    assertThat(TraceRow.count(pool)).isEqualTo(rows + 1);
  }

  private void assertReset(String what, long left) {
    soon().until(() -> onlyCall().closed().isDone());
    Duration took = Duration.ofNanos(onlyCall().closed().join() - left);
    Log.warnf("%s: provider reset after %.1f ms", what, took.toNanos() / 1e6);
    assertThat(took).isLessThan(RESET_MOST);
  }

  private void assertDisconnected(String id, double before) {
    TraceRow row = ended(id);
    assertThat(row.outcome()).contains("Disconnected");
    assertThat(row.provider()).contains("scripted");
    assertThat(row.firstChunkMillis()).isPresent();
    assertThat(row.finishReason()).isEmpty();
    assertThat(row.usageExact()).contains(false);
    assertThat(row.outputTokens().get()).isPositive();
    assertThat(outcomes()).isEqualTo(before + 1);
  }

  @Test
  void shouldCutEveryOpenChoice_whenProviderFiltersOne() {
    // given
    Script script = Script.sse().event(content(0, "bad")).event(content(1, "fine"));
    script.event(content(2, "done")).event(finish(2, "stop")).event(finish(0, "content_filter"));
    upstream.answer(script.event(content(1, "never shown")));
    double before = outcomes();
    JsonObject options = new JsonObject().put("include_usage", true);
    JsonObject body = Ask.body("scripted").put("stream", true).put("n", 3);
    // when
    HttpAnswer answer = ask(Ask.chat(body.put("stream_options", options)));
    List<Frame> frames = answer.frames();
    // then
    assertThat(frames).hasSize(8);
    assertThat(frames.get(3).finishReason()).contains("stop");
    assertCut(frames.get(4), 0, answer.traceId());
    assertCut(frames.get(5), 1, answer.traceId());
    assertThat(frames.get(6).json().getJsonObject("usage").getInteger("total_tokens")).isPositive();
    assertThat(frames.get(7).isDone()).isTrue();
    assertCutRow(answer.traceId(), before);
  }

  private static void assertCut(Frame frame, int index, String traceId) {
    JsonObject choice = frame.choice().get();
    JsonObject sluice = frame.json().getJsonObject("sluice");
    JsonObject cut = sluice.getJsonObject("cut");
    assertThat(choice.getInteger("index")).isEqualTo(index);
    assertThat(choice.getString("finish_reason")).isEqualTo("content_filter");
    assertThat(sluice.getString("trace_id")).isEqualTo(traceId);
    assertThat(cut.fieldNames())
        .containsExactlyInAnyOrder("category", "stage", "retract_from", "notice");
    assertThat(cut.getString("stage")).isEqualTo("output");
    assertThat(cut.getInteger("retract_from")).isZero();
  }

  private void assertCutRow(String id, double before) {
    TraceRow row = ended(id);
    assertThat(row.outcome()).contains("Cut");
    assertThat(row.finishReason()).contains("content_filter");
    assertThat(row.usageExact()).contains(false);
    assertThat(row.firstChunkMillis()).isPresent();
    assertThat(outcomes()).isEqualTo(before + 1);
    soon().until(() -> onlyCall().closed().isDone());
  }

  @Test
  void shouldRetractNothing_whenCutBeforeAnyText() {
    // given
    upstream.answer(Script.sse().event(role()).event(finish("content_filter")));
    double before = outcomes();
    // when
    HttpAnswer answer = ask(Ask.stream("scripted"));
    List<Frame> frames = answer.frames();
    // then
    assertThat(frames).hasSize(2);
    JsonObject cut = frames.get(0).json().getJsonObject("sluice").getJsonObject("cut");
    assertThat(cut.containsKey("retract_from")).isTrue();
    assertThat(cut.getValue("retract_from")).isNull();
    assertThat(frames.get(1).isDone()).isTrue();
    assertCutRow(answer.traceId(), before);
  }

  @Test
  void shouldHideWhatWasCut_whenNotStreaming() {
    // given
    upstream.answer(Script.sse().event(content("bad")).event(finish("content_filter")));
    double before = outcomes();
    // when
    HttpAnswer answer = ask(Ask.whole("scripted"));
    JsonObject completion = answer.json();
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(StreamShapeTest.message(completion)).isEmpty();
    assertThat(completion.getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
        .isEqualTo("content_filter");
    assertThat(completion.getJsonObject("sluice").getString("trace_id"))
        .isEqualTo(answer.traceId());
    assertCutRow(answer.traceId(), before);
  }

  @Test
  void shouldTellTimeout_whenProviderStalls() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")));
    double before = outcomes();
    // when
    HttpAnswer answer = ask(Ask.stream("scripted"));
    List<Frame> frames = answer.frames();
    // then
    assertThat(frames).hasSize(2);
    assertThat(frames.get(1).error().getString("code")).isEqualTo("provider_timeout");
    assertThat(frames.get(1).error().getString("type")).isEqualTo("upstream_error");
    assertStalled(answer.traceId(), before);
  }

  @Test
  void shouldAnswer504_whenProviderStallsUnseen() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")));
    double before = outcomes();
    // when
    HttpAnswer answer = ask(Ask.whole("scripted"));
    // then
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.error().getString("code")).isEqualTo("provider_timeout");
    assertStalled(answer.traceId(), before);
  }

  private void assertStalled(String id, double before) {
    TraceRow row = ended(id);
    assertThat(row.outcome()).contains("ProviderFailed");
    assertThat(row.provider()).contains("scripted");
    assertThat(row.firstChunkMillis()).isPresent();
    assertThat(row.usageExact()).contains(false);
    assertThat(outcomes()).isEqualTo(before + 1);
    soon().until(() -> onlyCall().closed().isDone());
  }
}
