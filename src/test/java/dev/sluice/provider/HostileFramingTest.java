package dev.sluice.provider;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.model.StreamPart.Finished;
import dev.sluice.testing.Script;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that frames as nobody should, through the whole adapter. */
class HostileFramingTest extends ProviderTestBed {
  private static final String TEXT = "流式🌊 text";

  private final CompletableFuture<Void> signal = new CompletableFuture<>();

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void shouldRead_whateverEndsALine(String eol) {
    upstream.answer(Script.sse().text(answer("data: ", eol)).end());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldRead_whenTheSpaceIsMissing() {
    upstream.answer(Script.sse().text(answer("data:", "\n")).end());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldRead_whenEachByteComesAlone() {
    byte[] bytes = answer("data: ", "\r\n").getBytes(StandardCharsets.UTF_8);
    upstream.answer(Script.sse().byteByByte(bytes).end());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldRead_whenCommentsAndForeignFieldsStandBetween() {
    Script script = Script.sse().comment("OPENROUTER PROCESSING").text("retry: 3\n\n");
    script.text("id: 1\nevent: chunk\ndata: " + content(TEXT) + "\n:x\n\n").comment("");
    upstream.answer(script.event(finish("stop")).event(usage(1, 2)).done());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldRead_whenAJsonIsSpreadOverDataLines() {
    String spread = "data: " + content(TEXT).replace(",\"model\"", ",\ndata: \"model\"") + "\n\n";
    upstream.answer(Script.sse().text(spread).event(finish("stop")).event(usage(1, 2)).done());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldRead_whenDoneAndTheLastBlankLineAreMissing() {
    Script script = Script.sse().event(role()).event(content(TEXT)).event(finish("stop"));
    upstream.answer(script.text("data: " + usage(1, 2)).end());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldRead_whenTheConnectionsEndIsTheStreamsEnd() {
    Script script = Script.closing().event(role()).event(content(TEXT));
    upstream.answer(script.event(finish("stop")).event(usage(1, 2)).close());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldIgnoreWhatFollows_whenDoneWasSaid() {
    Script script = Script.sse().event(content(TEXT)).event(finish("stop")).event(usage(1, 2));
    upstream.answer(script.text("data: [DONE]\n\ndata: garbage\n\n").end());

    assertAnswered(parts(open(provider(config()))));
  }

  @Test
  void shouldFailInterrupted_whenTheBodyBreaksOffBeforeItsLastChunk() {
    upstream.answer(Script.sse().event(content(TEXT)).await(signal).close());

    assertThat(failureAfterText().kind()).isEqualTo(Kind.INTERRUPTED);
  }

  @Test
  void shouldFailAsTheErrorSays_whenItComesInMidStream() {
    upstream.answer(
        Script.sse()
            .event(content(TEXT))
            .await(signal)
            .event("error", error("overloaded_error", "sorry")));

    assertThat(failureAfterText().kind()).isEqualTo(Kind.OVERLOADED);
    assertReset(0);
  }

  @Test
  void shouldFailStalled_whenTheProviderFallsSilent() {
    upstream.answer(Script.sse().event(content(TEXT)));
    AssertSubscriber<StreamPart> listener = all(open(provider(config().stallTimeout(150))));

    assertThat(failure(listener).kind()).isEqualTo(Kind.STALLED);
    assertReset(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "{\"choices\":[{\"delta\":{\"content\":\"a", "\u0000", "[1]"})
  void shouldFailGarbled_whenTheJsonIsBroken(String garbage) {
    upstream.answer(Script.sse().event(content(TEXT)).await(signal).event(garbage));

    assertThat(failureAfterText().kind()).isEqualTo(Kind.GARBLED);
    assertReset(0);
  }

  @Test
  void shouldFailGarbled_whenALineHasTwoMebibytes() {
    byte[] line = ("data: " + "x".repeat(2 << 20)).getBytes(StandardCharsets.UTF_8);
    upstream.answer(Script.sse().event(content(TEXT)).await(signal).bytes(line).end());

    assertThat(failureAfterText())
        .hasMessageContaining("event larger than")
        .extracting(failure -> failure.kind())
        .isEqualTo(Kind.GARBLED);
    assertReset(0);
  }

  @Test
  void shouldFailGarbled_whenTheHttpChunksAreBroken() {
    String head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    String event = "data: " + content("a") + "\n\n";
    String chunk = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    upstream.answer(Script.raw(head + chunk).await(signal).text("no-hex\r\n"));
    AssertSubscriber<StreamPart> listener = all(open(provider(config())));

    signal.complete(null);

    assertThat(failure(listener).kind()).isIn(Kind.GARBLED, Kind.INTERRUPTED);
  }

  @Test
  void shouldFail_whenTheAnswerIsNotHttp() {
    upstream.answer(Script.raw("SSH-2.0-OpenSSH_9.7\r\n\r\n"));

    assertThat(refusal(provider(config())).kind()).isIn(Kind.GARBLED, Kind.UNREACHABLE);
  }

  private static String answer(String data, String eol) {
    StringBuilder all = new StringBuilder("\uFEFF");
    for (String json : List.of(role(), content(TEXT), finish("stop"), usage(1, 2), "[DONE]")) {
      all.append(data).append(json).append(eol).append(eol);
    }
    return all.toString();
  }

  private static void assertAnswered(List<StreamPart> parts) {
    assertThat(text(parts, 0, Field.CONTENT)).isEqualTo(TEXT);
    assertThat(parts).contains(new Finished(0, FinishReason.STOP)).hasSize(3);
  }

  private ProviderFailure failureAfterText() {
    AssertSubscriber<StreamPart> listener = all(open(provider(config())));
    signal.complete(null);
    ProviderFailure failure = failure(listener);
    assertThat(text(listener.getItems(), 0, Field.CONTENT)).isEqualTo(TEXT);
    return failure;
  }
}
