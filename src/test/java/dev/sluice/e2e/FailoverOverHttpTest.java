package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedAnswers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second candidate answers for the first as long as nothing was released, and only then. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class FailoverOverHttpTest extends EndToEnd {

  static Stream<Script> failuresBeforeTheFirstChunk() {
    return Stream.of(
        status(408),
        status(409),
        status(429),
        status(500),
        status(502),
        status(503),
        Script.json(404, error("invalid_request_error", "no such model here")),
        Script.sse().event("{garbage"),
        Script.sse().event(error("server_error", "x")).done(),
        Script.sse().end(),
        Script.sse().reset(),
        Script.raw("HTTP/1.1 what\r\n\r\n"),
        Script.silence(),
        Script.sse());
  }

  private static Script status(int status) {
    return Script.json(status, error("scripted", "not now"));
  }

  @ParameterizedTest
  @MethodSource("failuresBeforeTheFirstChunk")
  void shouldAskTheSecond_whenFirstFails(Script failure) {
    // given
    upstream.answer(failure);
    spare.answer(ScriptedAnswers.text("from the second"));
    // when
    HttpAnswer answer = ask(Ask.stream("failover"));
    List<Frame> frames = answer.frames();
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(StreamShapeTest.text(frames)).isEqualTo("from the second");
    assertThat(onlyCall().body().getString("model")).isEqualTo("gpt-first");
    assertThat(spare.call(0).body().getString("model")).isEqualTo("gpt-second");
    TraceRow row = ended(answer.traceId());
    assertThat(row.provider()).contains("spare");
    assertThat(row.upstreamModel()).contains("gpt-second");
    assertThat(row.outcome()).contains("Completed");
  }

  @Test
  void shouldAskTheSecond_whenFirstRefusesToConnect() {
    // when
    HttpAnswer answer = ask(Ask.whole("absent"));
    // then
    assertThat(StreamShapeTest.message(answer.json())).isEqualTo("Hello, world");
    assertThat(ended(answer.traceId()).provider()).contains("spare");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldAnswer502_whenAllFail(boolean stream) {
    // given
    upstream.answer(status(503));
    spare.answer(status(500));
    // when
    HttpAnswer answer = ask(stream ? Ask.stream("failover") : Ask.whole("failover"));
    // then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.text())
        .isEqualTo(
            "{\"error\":{\"message\":\"No provider could answer.\",\"type\":\"upstream_error\","
                + "\"param\":null,\"code\":\"provider_failed\"}}");
    TraceRow row = ended(answer.traceId());
    assertThat(row.outcome()).contains("ProviderFailed");
    assertThat(row.firstChunkMillis()).isEmpty();
    assertThat(row.outputTokens()).contains(0);
  }

  @Test
  void shouldAnswer504_whenLastIsSilent() {
    // given
    upstream.answer(status(503));
    spare.answer(Script.silence());
    // when
    HttpAnswer answer = ask(Ask.whole("failover"));
    // then
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.error().getString("code")).isEqualTo("provider_timeout");
    assertThat(ended(answer.traceId()).outcome()).contains("ProviderFailed");
  }

  @Test
  void shouldPassOnBadRequest_whenCallerIsAtFault() {
    // given
    String sentence = "max_tokens is too large";
    upstream.answer(Script.json(400, error("invalid_request_error", sentence)));
    // when
    HttpAnswer answer = ask(Ask.stream("failover"));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("message")).contains(sentence);
    assertThat(spare.calls()).isEmpty();
    ended(answer.traceId());
  }

  @Test
  void shouldAskNobodyElse_whenAChunkWasReleased() {
    // given
    upstream.answer(Script.sse().event(content("Hel")).reset());
    // when
    List<Frame> frames = ask(Ask.stream("failover")).frames();
    // then
    assertThat(frames).hasSize(2);
    assertThat(frames.get(1).error().getString("code")).isEqualTo("provider_failed");
    assertThat(spare.calls()).isEmpty();
  }

  @Test
  void shouldLeaveTheKeyAlone_whenProviderRefusedIt() {
    // given
    upstream.answer(Script.json(401, error("invalid_request_error", "bad key sk-upstream-secret")));
    HttpAnswer first = ask(Ask.whole("locked"));
    // when
    HttpAnswer second = ask(Ask.whole("locked"));
    // then
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(upstream.calls()).hasSize(1);
    assertThat(spare.calls()).hasSize(2);
    assertThat(
            metrics
                .get("sluice.breaker.state")
                .tag("candidate", "locked/gpt-first")
                .gauge()
                .value())
        .isEqualTo(2);
  }

  @Test
  void shouldSendOurKeyUpstream_whenCallerHasAnother() {
    // when
    ask(Ask.whole("scripted")).text();
    // then
    assertThat(onlyCall().header("Authorization"))
        .isEqualTo("Bearer " + UpstreamResource.UPSTREAM_KEY);
    assertThat(String.join("\n", onlyCall().head())).doesNotContain(UpstreamResource.CALLER_KEY);
  }
}
