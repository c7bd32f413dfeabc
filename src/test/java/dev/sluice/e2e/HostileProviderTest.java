package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Providers that frame their stream badly, or break it: the right answer, or the right error. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class HostileProviderTest extends EndToEnd {
  private static final String GOOD = "你好, world";
  private static final String SHOWN = "Hel";

  /** A way to answer; scripts are made anew for each use. */
  record Hostile(String name, Supplier<Script> script, String outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> whole() {
    return Stream.of(
        good("CRLF", () -> Script.sse().text(plain().replace("\n", "\r\n")).end()),
        good("CR", () -> Script.sse().text(plain().replace("\n", "\r")).end()),
        good("comments", () -> Script.sse().text(": hi\n\n" + plain().replace("data", ":x\ndata"))),
        good("byte by byte", () -> Script.sse().byteByByte(utf8(plain())).end()),
        good("byte order mark", () -> Script.sse().text("\ufeff" + plain()).end()),
        good("no space", () -> Script.sse().text(plain().replace("data: ", "data:")).end()),
        good("no last blank line", () -> Script.sse().text(plain().strip()).end()),
        good("no [DONE]", () -> Script.sse().text(noDone()).end()),
        good("no [DONE], no blank line", () -> Script.sse().text(noDone().strip()).end()),
        good("no [DONE], closed", () -> Script.closing().text(noDone()).end()),
        good(
            "other fields",
            () -> Script.sse().text(plain().replace("data", "retry: 1\nid: 7\ndata"))),
        good("data over lines", () -> Script.sse().text(plain().replace(",\"", ",\ndata: \""))),
        good("nothing after [DONE]", () -> Script.sse().text(plain())),
        good("more after [DONE]", () -> Script.sse().text(plain() + plain()).end()));
  }

  static Stream<Hostile> broken() {
    Script garbage = shown().event("{\"choices\":[{");
    return Stream.of(
        bad("error in mid-stream", shown().event(error("server_error", "x")).done()),
        bad("garbage", garbage),
        bad("not an object", shown().event("[1,2]\u0000")),
        bad("2 MiB line", shown().event(content("x".repeat(2 << 20)))),
        bad("2 MiB without a line end", shown().text("data: " + "x".repeat(2 << 20))),
        bad("torn body", shown().close()),
        bad("reset", shown().reset()),
        bad("end without an end", shown().end()),
        bad("finish by error", shown().event(finish("error"))),
        bad("bad chunk length", Script.raw(head() + "zz\r\nxx")),
        new Hostile("silence", HostileProviderTest::shown, "provider_timeout"));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void shouldAnswerWhole_whenFramingIsOdd(Hostile hostile) {
    for (Ask ask : List.of(Ask.counted("scripted"), Ask.whole("scripted"))) {
      // given
      upstream.forget();
      upstream.answer(hostile.script().get());
      // when
      HttpAnswer answer = ask(ask);
      // then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(text(answer)).isEqualTo(GOOD);
      TraceRow row = ended(answer.traceId());
      assertThat(row.outcome()).contains("Completed");
      assertThat(row.usageExact()).contains(true);
      soon().until(() -> onlyCall().isOver());
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldTellTheError_whenStreamBreaks(Hostile hostile) {
    // given
    upstream.answer(hostile.script().get());
    // when
    HttpAnswer answer = ask(Ask.stream("scripted"));
    List<Frame> frames = answer.frames();
    // then
    Frame last = frames.get(frames.size() - 1);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(frames).noneMatch(Frame::isDone);
    assertThat(frames.get(0).content()).isEqualTo(SHOWN);
    assertThat(last.error().getString("type")).isEqualTo("upstream_error");
    assertThat(last.error().getString("code")).isEqualTo(hostile.outcome());
    assertThat(frames).filteredOn(frame -> frame.json().containsKey("error")).hasSize(1);
    assertFailed(answer);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldAnswerWithStatus_whenStreamBreaksUnseen(Hostile hostile) {
    // given
    upstream.answer(hostile.script().get());
    // when
    HttpAnswer answer = ask(Ask.whole("scripted"));
    // then
    assertThat(answer.status()).isEqualTo(hostile.outcome().equals("provider_timeout") ? 504 : 502);
    assertThat(answer.error().getString("code")).isEqualTo(hostile.outcome());
    assertFailed(answer);
  }

  private void assertFailed(HttpAnswer answer) {
    TraceRow row = ended(answer.traceId());
    assertThat(row.outcome()).contains("ProviderFailed");
    assertThat(row.provider()).contains("scripted");
    assertThat(row.firstChunkMillis()).isPresent();
    assertThat(row.usageExact()).contains(false);
    assertThat(row.outputTokens().get()).isPositive();
    soon().until(() -> onlyCall().isOver());
  }

  @Test
  void shouldKeepCharactersWhole_whenSplitAtEveryByte() {
    // given
    byte[] event = utf8("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"你🌍é\"}}]}\n\n");
    for (int at = 1; at < event.length; at++) {
      byte[] head = Arrays.copyOfRange(event, 0, at);
      byte[] tail = Arrays.copyOfRange(event, at, event.length);
      upstream.answer(Script.sse().bytes(head).bytes(tail).event(finish("stop")).done());
      // when
      String text = text(ask(Ask.stream("scripted")));
      // then
      assertThat(text).as("split at byte %d", at).isEqualTo("你🌍é");
    }
  }

  @Test
  void shouldHaveAllSlotsAgain_whenManyStreamsBroke() {
    // given
    broken().forEach(hostile -> upstream.answer(hostile.script().get()));
    broken().forEach(hostile -> ask(Ask.stream("scripted")).frames());
    soon().until(() -> running() == 0);
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    upstream.otherwise(
        body -> Script.sse().event(content("x")).await(goOn).event(finish("stop")).done());
    // when
    List<HttpAnswer> together =
        IntStream.range(0, UpstreamResource.SLOTS)
            .mapToObj(i -> ask(Ask.stream("scripted")))
            .toList();
    together.forEach(answer -> assertThat(answer.frame().content()).isEqualTo("x"));
    goOn.complete(null);
    // then
    together.forEach(answer -> assertThat(answer.frames()).last().matches(Frame::isDone));
  }

  private static Hostile good(String name, Supplier<Script> script) {
    return new Hostile(name, script, "");
  }

  private static Hostile bad(String name, Script script) {
    return new Hostile(name, () -> script, "provider_failed");
  }

  private static Script shown() {
    return Script.sse().event(role()).event(content(SHOWN));
  }

  private static String head() {
    String first = "data: " + content(SHOWN) + "\n\n";
    return "HTTP/1.1 200 OK\r\n"
        + "content-type: text/event-stream\r\n"
        + "transfer-encoding: chunked\r\n\r\n"
        + Integer.toHexString(utf8(first).length)
        + "\r\n"
        + first
        + "\r\n";
  }

  private static String noDone() {
    return "data: %s\n\ndata: %s\n\ndata: %s\n\ndata: %s\n\ndata: %s\n\n"
        .formatted(role(), content("你好, "), content("world"), finish("stop"), usage(9, 2));
  }

  private static String plain() {
    return noDone() + "data: [DONE]\n\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(HttpAnswer answer) {
    if (answer.header("Content-Type").startsWith("application/json")) {
      JsonObject completion = answer.json();
      return StreamShapeTest.message(completion);
    }
    List<Frame> frames = answer.frames();
    assertThat(frames.get(frames.size() - 1).isDone()).isTrue();
    return StreamShapeTest.text(frames);
  }
}
