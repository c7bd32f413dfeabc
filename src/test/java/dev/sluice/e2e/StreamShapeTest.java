package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.reasoning;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedAnswers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every stream looks like on the wire, and that text passes through it unchanged. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class StreamShapeTest extends EndToEnd {

  @Test
  void shouldStreamFrameByFrame_whenAskedForUsage() {
    // given
    upstream.answer(ScriptedAnswers.text("Hel", "lo"));
    // when
    HttpAnswer answer = ask(Ask.counted("scripted"));
    List<Frame> frames = answer.frames();
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
    assertThat(frames).hasSize(5);
    assertThat(frames.get(0).choice().get())
        .isEqualTo(
            new JsonObject(
                "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},"
                    + "\"finish_reason\":null}"));
    assertThat(frames.get(0).json().getString("id")).isEqualTo(answer.traceId());
    assertThat(frames.get(0).json().getString("object")).isEqualTo("chat.completion.chunk");
    assertThat(frames.get(0).json().getString("model")).isEqualTo("scripted");
    assertThat(frames.get(1).content()).isEqualTo("lo");
    assertThat(frames.get(2).finishReason()).contains("stop");
    assertThat(frames.get(3).json().getJsonArray("choices")).isEmpty();
    assertThat(frames.get(3).json().getJsonObject("usage").getInteger("total_tokens"))
        .isEqualTo(11);
    assertThat(frames.get(4).isDone()).isTrue();
  }

  @Test
  void shouldNumberEveryFrame_whenStreaming() {
    // given
    upstream.answer(ScriptedAnswers.text("a", "b", "c", "d"));
    // when
    List<Frame> frames = ask(Ask.counted("scripted")).frames();
    // then
    assertThat(frames).extracting(Frame::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void shouldForbidBufferingAndCompression_whenCallerAcceptsGzip() {
    // when
    HttpAnswer answer = ask(Ask.stream("scripted").header("Accept-Encoding", "gzip, br"));
    // then
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-transform");
    assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(answer.headers()).doesNotContainKey("content-encoding");
    assertThat(answer.traceId()).matches("gen_[0-9A-Za-z_-]+");
    assertThat(text(answer.frames())).isEqualTo("Hello, world");
  }

  @Test
  void shouldAskForNoUsageChunk_whenCallerDidNot() {
    // when
    List<Frame> frames = ask(Ask.stream("scripted")).frames();
    // then
    assertThat(frames).noneMatch(frame -> !frame.isDone() && frame.json().containsKey("usage"));
  }

  @Test
  void shouldReleaseEachChunk_whenItComes() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("Hel")).await(goOn).event(content("lo"));
    upstream.answer(script.event(finish("stop")).done());
    // when
    HttpAnswer answer = ask(Ask.stream("scripted"));
    String early = answer.frame().content();
    goOn.complete(null);
    String late = answer.frame().content();
    // then
    assertThat(early).isEqualTo("Hel");
    assertThat(late).isEqualTo("lo");
    assertThat(answer.frames()).last().matches(Frame::isDone);
  }

  @Test
  void shouldRecordTheRow_whenFirstByteGoesOut() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("Hel")).await(goOn).event(finish("stop"));
    upstream.answer(script.event(usage(9, 1)).done());
    // when
    HttpAnswer answer = ask(Ask.stream("scripted"));
    answer.frame();
    TraceRow open = trace(answer.traceId());
    goOn.complete(null);
    answer.frames();
    // then
    assertThat(open.outcome()).isEmpty();
    assertThat(open.alias()).isEqualTo("scripted");
    TraceRow row = ended(answer.traceId());
    assertThat(row.outcome()).contains("Completed");
    assertThat(row.kind()).isEqualTo("chat");
    assertThat(row.provider()).contains("scripted");
    assertThat(row.upstreamModel()).contains("gpt-scripted");
    assertThat(row.finishReason()).contains("stop");
    assertThat(row.firstChunkMillis()).isPresent();
    assertThat(row.usageExact()).contains(true);
    assertThat(row.inputTokens()).contains(9);
    assertThat(row.outputTokens()).contains(1);
  }

  @Test
  void shouldEstimateUsage_whenProviderSentNone() {
    // given
    upstream.answer(Script.sse().event(content("Hello, world")).event(finish("stop")).done());
    // when
    HttpAnswer answer = ask(Ask.counted("scripted"));
    List<Frame> frames = answer.frames();
    // then
    JsonObject usage = frames.get(frames.size() - 2).json().getJsonObject("usage");
    assertThat(usage.getBoolean("sluice_estimated")).isTrue();
    assertThat(usage.getInteger("completion_tokens")).isPositive();
    TraceRow row = ended(answer.traceId());
    assertThat(row.usageExact()).contains(false);
    assertThat(row.outputTokens().get()).isPositive();
  }

  @Test
  void shouldKeepFieldsApart_whenProviderReasons() {
    // given
    Script script = Script.sse().event(role()).event(reasoning("hm")).event(content("ok"));
    upstream.answer(script.event(finish("stop")).done());
    // when
    List<Frame> frames = ask(Ask.stream("scripted")).frames();
    // then
    assertThat(delta(frames.get(0)).getString("reasoning_content")).isEqualTo("hm");
    assertThat(delta(frames.get(1)).getString("content")).isEqualTo("ok");
  }

  @Test
  void shouldPassTextUnchanged_whenItIsAwkward() {
    // given
    String text =
        "quotes \" \\ / and \b\f\n\r"
            + "\t\u0000\u001f\u007f\u0085\u2028\u2029\ufeff 你好 🌍 data: x\n\n"
            + "id: 9";
    upstream.answer(ScriptedAnswers.text(text));
    // when
    String streamed = text(ask(Ask.stream("scripted")).frames());
    upstream.answer(ScriptedAnswers.text(text));
    JsonObject whole = ask(Ask.whole("scripted")).json();
    // then
    assertThat(streamed).isEqualTo(text);
    assertThat(message(whole)).isEqualTo(text);
  }

  @Test
  void shouldPassEmojiWhole_whenProviderSplitsItOverChunks() {
    // given
    Script script = Script.sse().event(content("").replace("\"\"", "\"a\\ud83c\""));
    script.event(content("").replace("\"\"", "\"\\udf0db\"")).event(finish("stop")).done();
    upstream.answer(script);
    // when
    String streamed = text(ask(Ask.stream("scripted")).frames());
    // then
    assertThat(streamed).isEqualTo("a🌍b");
  }

  @Test
  void shouldPassAnyText_whenSplitAnywhere() {
    Random random = new Random(20260601);
    for (int round = 0; round < 40; round++) {
      // given
      List<String> chunks =
          IntStream.range(0, 1 + random.nextInt(12)).mapToObj(i -> anyText(random)).toList();
      upstream.answer(ScriptedAnswers.text(chunks.toArray(String[]::new)));
      // when
      List<Frame> frames = ask(Ask.stream("scripted")).frames();
      // then
      assertThat(text(frames)).isEqualTo(String.join("", chunks));
    }
  }

  private static String anyText(Random random) {
    int[] points =
        random
            .ints(1 + random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
            .map(point -> random.nextInt(3) == 0 ? point % 0x100 : point)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
            .toArray();
    return points.length == 0 ? "x" : new String(points, 0, points.length);
  }

  static String text(List<Frame> frames) {
    return frames.stream().map(Frame::content).collect(Collectors.joining());
  }

  static String message(JsonObject completion) {
    return completion
        .getJsonArray("choices")
        .getJsonObject(0)
        .getJsonObject("message")
        .getString("content");
  }

  private static JsonObject delta(Frame frame) {
    return Optional.of(frame).flatMap(Frame::choice).get().getJsonObject("delta");
  }
}
