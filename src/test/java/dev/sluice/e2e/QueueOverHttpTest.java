package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One slot, and those who wait for it. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class QueueOverHttpTest extends EndToEnd {
  private static final String POSITION = "queued position=%d eta_s=\\d+";

  private final CompletableFuture<Void> goOn = new CompletableFuture<>();
  private HttpAnswer holder;

  /** The first caller has the slot until it may go on; all after it wait. */
  @BeforeEach
  void takeTheSlot() {
    upstream.answer(Script.sse().event(content("first")).await(goOn).event(finish("stop")).done());
    holder = ask(Ask.stream("queued"));
    assertThat(holder.frame().content()).isEqualTo("first");
  }

  @AfterEach
  void letThemFinish() {
    goOn.complete(null);
  }

  private static Frame comment(HttpAnswer answer) {
    while (true) {
      Frame frame = answer.next().orElseThrow();
      if (frame.isComment() && !frame.comment().equals("keep-alive")) {
        return frame;
      }
    }
  }

  private static String position(int place) {
    return POSITION.formatted(place);
  }

  private void shouldBeWaiting(int count) {
    soon().until(() -> metrics.get("sluice_queue_waiting").gauge().value() == count);
  }

  @Test
  void shouldTellThePositionAtOnceAndThenAnswer_whenAChatWaits() {
    // given
    long before = System.nanoTime();
    HttpAnswer second = ask(Ask.stream("queued"));
    // when
    Frame comment = second.next().orElseThrow();
    long millis = (System.nanoTime() - before) / 1_000_000;
    HttpAnswer third = ask(Ask.stream("queued"));
    // then
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Content-Type")).startsWith("text/event-stream");
    assertThat(second.traceId()).startsWith("gen_");
    assertThat(comment.comment()).matches(position(1));
    assertThat(millis).isLessThan(2000);
    assertThat(comment(second).comment()).matches(position(1));
    assertThat(comment(third).comment()).matches(position(2));
    assertThat(upstream.calls()).hasSize(1);
    // when
    goOn.complete(null);
    List<Frame> all = new ArrayList<>();
    for (var next = second.next(); next.isPresent(); next = second.next()) {
      all.add(next.get());
    }
    // then
    List<Frame> frames = all.stream().filter(frame -> !frame.isComment()).toList();
    assertThat(StreamShapeTest.text(frames)).isEqualTo("Hello, world");
    assertThat(frames).last().matches(Frame::isDone);
    assertThat(frames.get(0).number()).isEqualTo(1);
    int turn = all.stream().map(Frame::comment).toList().indexOf("queued position=0 eta_s=0");
    assertThat(turn).isNotNegative().isLessThan(all.indexOf(frames.get(0)));
    assertThat(third.frames()).last().matches(Frame::isDone);
    assertThat(holder.frames()).last().matches(Frame::isDone);
  }

  @Test
  void shouldAnswerInTheEnd_whenAWholeAnswerWaits() {
    // given
    Wire wire = connect().send(Ask.whole("queued"));
    shouldBeWaiting(1);
    // when
    goOn.complete(null);
    // then
    HttpAnswer answer = wire.answer();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(StreamShapeTest.message(answer.json())).isEqualTo("Hello, world");
  }

  @Test
  void shouldFreeThePlace_whenTheCallerLeavesWhileItWaits() {
    // given
    Wire leaving = connect();
    HttpAnswer second = leaving.send(Ask.stream("queued")).answer();
    HttpAnswer third = ask(Ask.stream("queued"));
    assertThat(comment(third).comment()).matches(position(2));
    // when
    leaving.close();
    // then
    soon().until(() -> comment(third).comment().matches(position(1)));
    assertThat(ended(second.traceId()).outcome()).contains("Disconnected");
    // when
    goOn.complete(null);
    // then
    assertThat(third.frames()).last().matches(Frame::isDone);
    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void shouldSendQueueEvents_whenAGenerationWaits() {
    // given
    HttpAnswer begun = ask(Ask.generation("queued"));
    String path = begun.header("Location");
    HttpAnswer events = ask(Ask.get(path + "/events"));
    // when
    Frame open = events.frame();
    Frame queue = events.frame();
    Frame again = events.frame();
    JsonObject look = ask(Ask.get(path)).json();
    HttpAnswer late = ask(Ask.get(path + "/events").header("Last-Event-ID", "1"));
    Frame latest = late.frame();
    goOn.complete(null);
    List<Frame> rest = events.frames();
    // then
    assertThat(begun.status()).isEqualTo(201);
    assertThat(open.event()).isEqualTo("open");
    assertThat(queue.event()).isEqualTo("queue");
    assertThat(queue.json().getInteger("position")).isEqualTo(1);
    assertThat(queue.json().getInteger("eta_s")).isNotNegative();
    assertThat(again.event()).isEqualTo("queue");
    assertThat(again.number()).isEqualTo(3);
    assertThat(look.getString("status")).isEqualTo("queued");
    assertThat(latest.event()).isEqualTo("queue");
    assertThat(latest.number()).isGreaterThanOrEqualTo(again.number());
    List<Frame> turn = rest.stream().filter(frame -> frame.event().equals("queue")).toList();
    assertThat(turn.get(turn.size() - 1).json().getInteger("position")).isZero();
    assertThat(rest).last().matches(frame -> frame.event().equals("done"));
    assertThat(late.frames()).last().isEqualTo(rest.get(rest.size() - 1));
    List<Frame> replay = ask(Ask.get(path + "/events")).frames();
    assertThat(replay).noneMatch(frame -> frame.event().equals("queue"));
  }

  @Test
  void shouldKeepThePlace_whenTheReaderOfAKeyedChatReturns() {
    // given
    Ask keyed = Ask.stream("queued").header("Idempotency-Key", UUID.randomUUID().toString());
    Wire leaving = connect();
    HttpAnswer first = leaving.send(keyed).answer();
    assertThat(comment(first).comment()).matches(position(1));
    HttpAnswer other = ask(Ask.stream("queued"));
    assertThat(comment(other).comment()).matches(position(2));
    // when
    leaving.close();
    HttpAnswer back = ask(keyed);
    // then
    assertThat(comment(back).comment()).matches(position(1));
    assertThat(comment(other).comment()).matches(position(2));
    goOn.complete(null);
    assertThat(StreamShapeTest.text(back.frames())).isEqualTo("Hello, world");
    assertThat(other.frames()).last().matches(Frame::isDone);
  }

  @Test
  void shouldFreeThePlace_whenTheGenerationIsStoppedWhileItWaits() {
    // given
    HttpAnswer begun = ask(Ask.generation("queued"));
    String path = begun.header("Location");
    shouldBeWaiting(1);
    // when
    HttpAnswer stopped = ask(Ask.of("DELETE", path));
    // then
    assertThat(stopped.status()).isEqualTo(204);
    shouldBeWaiting(0);
    assertThat(ended(begun.traceId()).outcome()).contains("Cancelled");
    assertThat(ask(Ask.get(path)).json().getString("status")).isEqualTo("cancelled");
    Frame last = last(ask(Ask.get(path + "/events")).frames());
    assertThat(last.error().getString("code")).isEqualTo("cancelled");
    assertThat(upstream.calls()).hasSize(1);
  }

  private static Frame last(List<Frame> frames) {
    return frames.get(frames.size() - 1);
  }

  @Test
  void shouldRefuse_whenTheQueueOrTheCallersPlacesAreFull() {
    // given
    List<HttpAnswer> mine = new ArrayList<>();
    for (int i = 0; i < UpstreamResource.PLACES; i++) {
      mine.add(ask(Ask.stream("queued")));
    }
    // when
    HttpAnswer many = ask(Ask.generation("queued"));
    // then
    assertThat(many.status()).isEqualTo(429);
    assertThat(many.header("Retry-After")).matches("[1-9]\\d*");
    assertThat(many.error().getString("code")).isEqualTo("too_many_concurrent");
    // given
    Ask others = Ask.stream("queued").bearer(UpstreamResource.ADMIN_KEY);
    List<HttpAnswer> theirs = new ArrayList<>();
    for (int i = UpstreamResource.PLACES; i < UpstreamResource.WAITING; i++) {
      theirs.add(ask(others));
    }
    // when
    HttpAnswer full = ask(others);
    // then
    assertThat(full.status()).isEqualTo(503);
    assertThat(full.header("Retry-After")).matches("[1-9]\\d*");
    assertThat(full.error().getString("code")).isEqualTo("queue_full");
    assertThat(ended(full.traceId()).outcome()).contains("Refused");
    // when
    goOn.complete(null);
    // then
    mine.forEach(answer -> assertThat(answer.frames()).last().matches(Frame::isDone));
    theirs.forEach(answer -> assertThat(answer.frames()).last().matches(Frame::isDone));
  }

  @Test
  void shouldFreeTheSlot_whenItsHolderLeaves() {
    // given
    Wire leaving = connect();
    goOn.complete(null);
    holder.frames();
    upstream.answer(Script.sse().event(content("for ever")));
    HttpAnswer second = leaving.send(Ask.stream("queued")).answer();
    second.frame();
    HttpAnswer third = ask(Ask.stream("queued"));
    assertThat(comment(third).comment()).matches(position(1));
    // when
    leaving.close();
    // then
    assertThat(third.frames()).last().matches(Frame::isDone);
  }
}
