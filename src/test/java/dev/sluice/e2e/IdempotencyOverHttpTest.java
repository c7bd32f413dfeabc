package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same {@code Idempotency-Key} is the same generation: asked once, answered to all. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class IdempotencyOverHttpTest extends EndToEnd {
  private final String key = UUID.randomUUID().toString();

  private Ask keyed(Ask ask) {
    return ask.header("Idempotency-Key", key);
  }

  @Test
  void shouldJoinTheFirst_whenGenerationIsRepeated() {
    // when
    String first = ask(keyed(Ask.generation("scripted"))).json().getString("id");
    HttpAnswer repeat = ask(keyed(Ask.generation("scripted")));
    // then
    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.json().getString("id")).isEqualTo(first).isEqualTo(repeat.traceId());
    ended(first);
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void shouldAskOnce_whenTwentyRepeatAtOnce() {
    // given
    long rows = TraceRow.count(pool);
    List<Wire> wires = IntStream.range(0, 20).mapToObj(i -> connect()).toList();
    // when
    wires.forEach(wire -> wire.send(keyed(Ask.generation("scripted"))));
    List<HttpAnswer> answers = wires.stream().map(Wire::answer).toList();
    // then
    List<String> ids = new ArrayList<>();
    answers.forEach(answer -> ids.add(answer.json().getString("id")));
    assertThat(answers).allMatch(answer -> answer.status() == 201);
    assertThat(ids.stream().distinct()).hasSize(1);
    ended(ids.get(0));
    assertThat(upstream.calls()).hasSize(1);
    assertThat(TraceRow.count(pool)).isEqualTo(rows + 1);
  }

  @Test
  void shouldConflict_whenBodyIsAnother() {
    // given
    ask(keyed(Ask.stream("scripted"))).frames();
    // when
    HttpAnswer answer = ask(keyed(Ask.stream("failover")));
    // then
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.error().getString("code")).isEqualTo("idempotency_conflict");
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void shouldReplayTheSameChunks_whenFirstIsInFlight() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("Hel")).await(goOn).event(content("lo"));
    upstream.answer(script.event(finish("stop")).event(usage(9, 2)).done());
    // when
    HttpAnswer first = ask(keyed(Ask.counted("scripted")));
    HttpAnswer second = ask(keyed(Ask.counted("scripted")));
    Frame shown = first.frame();
    Frame shownAgain = second.frame();
    goOn.complete(null);
    List<Frame> rest = first.frames();
    List<Frame> restAgain = second.frames();
    List<Frame> later = ask(keyed(Ask.counted("scripted"))).frames();
    // then
    assertThat(shownAgain).isEqualTo(shown);
    assertThat(restAgain).isEqualTo(rest);
    assertThat(later.get(0)).isEqualTo(shown);
    assertThat(later.subList(1, later.size())).isEqualTo(rest);
    assertThat(rest).last().matches(Frame::isDone);
    assertThat(second.traceId()).isEqualTo(first.traceId());
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void shouldRepeatTheWhole_whenNotStreaming() {
    // when
    String first = ask(keyed(Ask.whole("scripted"))).text();
    String second = ask(keyed(Ask.whole("scripted"))).text();
    // then
    assertThat(second).isEqualTo(first);
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void shouldFreeTheKey_whenFirstWasRefused() {
    // given
    int refused = ask(keyed(Ask.stream("nothing"))).status();
    // when
    HttpAnswer answer = ask(keyed(Ask.stream("scripted")));
    // then
    assertThat(refused).isEqualTo(404);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(StreamShapeTest.text(answer.frames())).isEqualTo("Hello, world");
  }

  @Test
  void shouldRunOn_whenCallerWithKeyLeaves() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("Hel")).await(goOn).event(content("lo"));
    upstream.answer(script.event(finish("stop")).event(usage(9, 2)).done());
    Wire wire = connect();
    HttpAnswer first = wire.send(keyed(Ask.stream("scripted"))).answer();
    first.frame();
    // when
    wire.close();
    goOn.complete(null);
    // then
    HttpAnswer repeat = ask(keyed(Ask.stream("scripted")));
    assertThat(StreamShapeTest.text(repeat.frames())).isEqualTo("Hello");
    assertThat(ended(first.traceId()).outcome()).contains("Completed");
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void shouldFailWithTheSameStatus_whenProviderFailed() {
    // given
    upstream.answer(Script.json(500, "{}"));
    // when
    HttpAnswer first = ask(keyed(Ask.stream("scripted")));
    HttpAnswer repeat = ask(keyed(Ask.stream("scripted")));
    // then
    assertThat(first.status()).isEqualTo(502);
    assertThat(repeat.status()).isEqualTo(502);
    assertThat(repeat.error().getString("code")).isEqualTo("provider_failed");
    assertThat(upstream.calls()).hasSize(1);
  }
}
