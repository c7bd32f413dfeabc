package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A provider that lets us wait: the head goes out, heartbeats follow, the rest comes in-band. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class HeadWaitTest extends EndToEnd {

  @Test
  void shouldKeepTheCallerPosted_whenFirstChunkIsLate() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().await(goOn).event(content("late"));
    upstream.answer(script.event(finish("stop")).done());
    // when
    HttpAnswer answer = ask(Ask.stream("patient"));
    Frame heartbeat = answer.next().get();
    Frame another = answer.next().get();
    goOn.complete(null);
    List<Frame> frames = answer.frames();
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.traceId()).startsWith("gen_");
    assertThat(heartbeat.comment()).isEqualTo("keep-alive");
    assertThat(another.comment()).isEqualTo("keep-alive");
    assertThat(frames).extracting(Frame::number).containsExactly(1L, 2L, 3L);
    assertThat(StreamShapeTest.text(frames)).isEqualTo("late");
    assertThat(frames.get(2).isDone()).isTrue();
  }

  @Test
  void shouldKeepTheCallerPosted_whenProviderPausesMidway() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("a")).await(goOn).event(finish("stop"));
    upstream.answer(script.done());
    // when
    HttpAnswer answer = ask(Ask.stream("scripted"));
    answer.frame();
    Frame heartbeat = answer.next().get();
    goOn.complete(null);
    // then
    assertThat(heartbeat.comment()).isEqualTo("keep-alive");
    assertThat(answer.frames()).last().matches(Frame::isDone);
  }

  @Test
  void shouldFailInBand_whenHeadIsOut() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    upstream.answer(Script.sse().await(goOn).event(error("server_error", "x")).done());
    Wire wire = connect();
    // when
    HttpAnswer answer = wire.send(Ask.stream("patient")).answer();
    answer.next();
    goOn.complete(null);
    List<Frame> frames = answer.frames();
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).error().fieldNames())
        .containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(frames.get(0).error().getString("code")).isEqualTo("provider_failed");
    assertThat(ended(answer.traceId()).outcome()).contains("ProviderFailed");
    assertThat(wire.closedByGateway()).isTrue();
  }

  @Test
  void shouldCloseTheConnection_whenStreamFailsMidway() {
    // given
    upstream.answer(Script.sse().event(content("Hel")).event(error("server_error", "x")).done());
    Wire wire = connect();
    // when
    List<Frame> frames = wire.send(Ask.stream("scripted")).answer().frames();
    // then
    assertThat(frames).noneMatch(Frame::isDone);
    assertThat(wire.closedByGateway()).isTrue();
  }

  @Test
  void shouldTimeOutInBand_whenProviderNeverBegins() {
    // given
    upstream.answer(Script.silence());
    // when
    List<Frame> frames = ask(Ask.stream("scripted")).frames();
    // then
    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).error().getString("code")).isEqualTo("provider_timeout");
  }

  @Test
  void shouldServeTheNextRequest_whenConnectionIsKept() {
    // given
    Wire wire = connect();
    wire.send(Ask.stream("scripted")).answer().frames();
    // when
    HttpAnswer second = wire.send(Ask.whole("scripted")).answer();
    // then
    assertThat(StreamShapeTest.message(second.json())).isEqualTo("Hello, world");
  }
}
