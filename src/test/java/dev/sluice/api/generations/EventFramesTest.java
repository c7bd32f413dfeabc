package dev.sluice.api.generations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.api.AnyText;
import dev.sluice.api.Frames;
import dev.sluice.api.Frames.Frame;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.trace.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventFramesTest {
  private static final String ID = "gen_0TEST";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Cut CUT = new Cut("GORE", "output", 1, Map.of(0, 1, 1, 3), "stopped");

  @Provide
  Arbitrary<List<LoggedEvent>> logs() {
    Arbitrary<Integer> choice = Arbitraries.integers().between(0, 2);
    Arbitrary<StreamPart> parts =
        Arbitraries.oneOf(
            Combinators.combine(choice, Arbitraries.of(Field.class), AnyText.utf16())
                .as(StreamPart.Delta::new),
            Combinators.combine(choice, AnyText.utf16())
                .as((of, text) -> new StreamPart.ToolCall(of, 0, "call", "name", text)),
            choice.map(of -> new StreamPart.Finished(of, FinishReason.STOP)),
            Arbitraries.just(new StreamPart.UsageReported(new Usage.Exact(1, 2, 0, 0))));
    Arbitrary<End> ends =
        Arbitraries.of(
            new End.Completed(FinishReason.LENGTH),
            new End.CutOff(CUT),
            new End.Cancelled(),
            new End.Failed("provider_failed", "The provider failed.", "upstream_error"));
    return Combinators.combine(parts.list().ofMaxSize(12), ends).as(EventFramesTest::log);
  }

  private static List<LoggedEvent> log(List<StreamPart> parts, End end) {
    List<LoggedEvent> log = new ArrayList<>();
    log.add(new LoggedEvent(1, new Entry.Opened("demo", 1_700_000_000L)));
    parts.forEach(part -> log.add(new LoggedEvent(log.size() + 1, new Entry.Part(part))));
    Usage usage = new Usage.Estimated(3, 4);
    log.add(
        new LoggedEvent(
            log.size() + 1, new Entry.Ended(end, Optional.of(usage), OptionalInt.empty())));
    return log;
  }

  @Property(tries = 300)
  void shouldOpenFirstAndEndOnce_whateverTheLog(@ForAll("logs") List<LoggedEvent> log) {
    // when
    List<Frame> frames = render(log, new EventId(0, false));
    // then
    assertThat(frames.get(0).event()).isEqualTo("open");
    assertThat(frames.stream().filter(EventFramesTest::ends).count()).isEqualTo(1);
    assertThat(ends(frames.get(frames.size() - 1))).isTrue();
    frames.forEach(frame -> assertThat(frame.json().isObject()).isTrue());
  }

  @Property(tries = 300)
  void shouldShowEachFrameOnce_whereverTheReaderWasTornOff(@ForAll("logs") List<LoggedEvent> log) {
    // given
    List<Frame> whole = render(log, new EventId(0, false));
    // when / then
    for (int seen = 1; seen <= whole.size(); seen++) {
      Optional<String> last = Optional.of(whole.get(seen - 1).id());
      List<Frame> rest = render(log, EventId.read(last, Optional.empty()));
      assertThat(rest).isEqualTo(whole.subList(seen, whole.size()));
    }
  }

  @Property(tries = 300)
  void shouldViewWhatAReaderWasShown_whateverTheLog(@ForAll("logs") List<LoggedEvent> log)
      throws IOException {
    // given
    StringBuilder shown = new StringBuilder();
    boolean cut = false;
    for (Frame frame : render(log, new EventId(0, false))) {
      JsonNode data = frame.json();
      if (data.path("field").asText().equals("content") && data.get("index").asInt() == 0) {
        shown.append(data.get("text").textValue());
      }
      cut |= frame.event().equals("cut");
    }
    String left = cut ? firstPoint(shown.toString()) : shown.toString();
    GenerationView view = new GenerationView(ID);
    // when
    log.forEach(view::add);
    // then
    JsonNode json = JSON.readTree(view.json("/events"));
    assertThat(json.get("text").textValue()).isEqualTo(left);
    assertThat(json.get("cut").isObject()).isEqualTo(cut);
    assertThat(json.get("status").asText())
        .isIn("completed", "cut", "cancelled", "failed")
        .isNotEqualTo(cut ? "completed" : "cut");
    assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(7);
  }

  @Property(tries = 1000)
  void shouldReadOrRefuse_whateverTheLastEventId(@ForAll("texts") String text) {
    try {
      EventId id = EventId.read(Optional.of(text), Optional.empty());
      assertThat(id.after()).isNotNegative();
    } catch (dev.sluice.model.Refusal.Invalid refused) {
      assertThat(refused.param()).isEqualTo("last_event_id");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        AnyText.utf16(),
        Arbitraries.strings().withChars("0123456789.cut-+ ٣").ofMaxLength(25),
        Arbitraries.bigIntegers().map(number -> number + ".cut"));
  }

  @Example
  void shouldPreferTheHeader_whenBothAreGiven() {
    assertThat(EventId.read(Optional.of("7"), Optional.of("3"))).isEqualTo(new EventId(7, false));
    assertThat(EventId.read(Optional.empty(), Optional.of("3.cut")))
        .isEqualTo(new EventId(2, true));
    assertThat(EventId.read(Optional.empty(), Optional.empty())).isEqualTo(new EventId(0, false));
  }

  @Example
  void shouldTellTheChoiceThatCausedTheCut_whenSeveralAreHidden() throws IOException {
    // given
    List<LoggedEvent> log =
        log(List.of(new StreamPart.Delta(0, Field.CONTENT, "abc")), new End.CutOff(CUT));
    GenerationView view = new GenerationView(ID);
    // when
    Frame cut = render(log, new EventId(0, false)).get(2);
    log.forEach(view::add);
    // then
    JsonNode json = JSON.readTree(view.json("/events"));
    assertThat(cut.event()).isEqualTo("cut");
    assertThat(cut.json().get("retract_from").asInt()).isEqualTo(3);
    assertThat(cut.json().get("choice").asInt()).isEqualTo(CUT.choice());
    assertThat(cut.json().get("retractions"))
        .hasSize(CUT.retractions().size())
        .allMatch(
            it ->
                CUT.retractions().get(it.get("choice").asInt()) == it.get("retract_from").asInt());
    assertThat(json.get("cut")).isEqualTo(cut.json());
    assertThat(json.get("text").textValue()).isEqualTo("a");
  }

  @Example
  void shouldViewOnlyWhatWasJudged_whenSomebodyEndedTheAnswerBefore() throws IOException {
    // given
    GenerationView view = new GenerationView(ID);
    StreamPart shown = new StreamPart.Delta(0, Field.CONTENT, "😀 judged. Not judged");
    // when
    log(List.of(shown), new End.Cancelled()).subList(0, 2).forEach(view::add);
    view.add(
        new LoggedEvent(
            3, new Entry.Ended(new End.Cancelled(), Optional.empty(), OptionalInt.of(9))));
    // then
    assertThat(JSON.readTree(view.json("/events")).get("text").textValue()).isEqualTo("😀 judged.");
  }

  @Example
  void shouldSayQueuedThenStreaming_whileItRuns() {
    // given
    GenerationView view = new GenerationView(ID);
    // when / then
    view.add(new LoggedEvent(1, new Entry.Opened("demo", 1)));
    assertThat(view.receipt("/events")).contains("\"queued\"");
    view.add(
        new LoggedEvent(2, new Entry.Part(new StreamPart.Delta(0, Field.REASONING, "hidden"))));
    assertThat(view.receipt("/events")).contains("\"streaming\"");
    assertThat(view.json("/events")).doesNotContain("hidden");
  }

  @Example
  void shouldTellTheOutcome_whenOnlyTheTraceIsLeft() throws IOException {
    assertThat(status(Optional.empty())).isEqualTo("streaming");
    assertThat(status(Optional.of("Completed"))).isEqualTo("completed");
    assertThat(status(Optional.of("Cut"))).isEqualTo("cut");
    assertThat(status(Optional.of("Cancelled"))).isEqualTo("cancelled");
    assertThat(status(Optional.of("Abandoned"))).isEqualTo("cancelled");
    assertThat(status(Optional.of("InstanceLost"))).isEqualTo("failed");
    assertThat(status(Optional.of("Broken"))).isEqualTo("failed");
  }

  private static String status(Optional<String> outcome) throws IOException {
    OptionalInt none = OptionalInt.empty();
    Trace trace = new Trace(ID, "t", "a", "demo", outcome, Optional.empty(), none, none);
    return JSON.readTree(GenerationView.json(trace)).get("status").asText();
  }

  @Example
  void shouldGiveNoId_whenTheLogCannotBeReadOn() {
    // when
    String frame = new EventFrames(ID, false, 1).failure(new IllegalStateException("x")).toString();
    // then
    Frame only = Frames.read(frame).get(0);
    assertThat(only.id()).isEmpty();
    assertThat(only.event()).isEqualTo("error");
    assertThat(only.json().at("/error/code").asText()).isEqualTo("internal_error");
  }

  @Example
  void shouldTellTheLastPositionOnly_whenTheReaderComesLater() {
    // given
    EventFrames frames = new EventFrames(ID, false, 3);
    // when
    String old = frames.render(new LoggedEvent(2, queued(7))).toString();
    String last = frames.render(new LoggedEvent(3, queued(5))).toString();
    // then
    assertThat(old).isEmpty();
    Frame frame = Frames.read(last).get(0);
    assertThat(frame.id()).isEqualTo("3");
    assertThat(frame.event()).isEqualTo("queue");
    assertThat(frame.json().toString()).isEqualTo("{\"position\":5,\"eta_s\":8}");
  }

  private static Entry.Queued queued(int place) {
    return new Entry.Queued(new QueuePosition(place, Duration.ofMillis(place * 1500L)));
  }

  private static List<Frame> render(List<LoggedEvent> log, EventId seen) {
    EventFrames frames = new EventFrames(ID, seen.cutSeen(), 1);
    StringBuilder stream = new StringBuilder();
    log.stream()
        .filter(event -> event.number() > seen.after())
        .forEach(event -> stream.append(frames.render(event).toString()));
    return Frames.read(stream.toString());
  }

  private static boolean ends(Frame frame) {
    return frame.event().equals("done") || frame.event().equals("error");
  }

  private static String firstPoint(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(0, 1));
  }
}
