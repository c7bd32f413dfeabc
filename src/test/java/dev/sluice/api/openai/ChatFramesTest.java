package dev.sluice.api.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.api.Frames;
import dev.sluice.api.Frames.Frame;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.Refusal;
import dev.sluice.model.StreamPart;
import dev.sluice.model.StreamPart.Ended;
import dev.sluice.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChatFramesTest {
  private static final String ID = "gen_0TEST";
  private static final String MODEL = "模型 \"a\"/b";
  private static final long CREATED = 1_700_000_000L;
  private static final Usage USAGE = new Usage.Estimated(1, 2);

  @Provide
  Arbitrary<AnyAnswer> answers() {
    return AnyAnswer.answers();
  }

  @Property(tries = 300)
  void shouldNumberFramesFromOne_whateverTheAnswer(
      @ForAll("answers") AnyAnswer answer, @ForAll boolean usage) {
    // when
    List<Frame> frames = render(answer, usage);
    // then
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).id()).isEqualTo(Integer.toString(i + 1));
      assertThat(frames.get(i).event()).isEmpty();
    }
  }

  @Property(tries = 300)
  void shouldEndWithDoneOrOneError_whateverTheAnswer(
      @ForAll("answers") AnyAnswer answer, @ForAll boolean usage) {
    // when
    List<Frame> frames = render(answer, usage);
    // then
    Frame last = frames.get(frames.size() - 1);
    assertThat(frames.stream().filter(frame -> frame.data().equals("[DONE]")).count())
        .isEqualTo(answer.answered() ? 1 : 0);
    assertThat(frames.stream().filter(ChatFramesTest::isError).count())
        .isEqualTo(answer.answered() ? 0 : 1);
    assertThat(answer.answered() ? last.data().equals("[DONE]") : isError(last)).isTrue();
    assertThat(last.data()).doesNotContain("secret", "sentence of the provider's");
  }

  @Property(tries = 300)
  void shouldTellTheRoleOnceAndFirst_whenAChoiceBegins(@ForAll("answers") AnyAnswer answer) {
    // when
    List<JsonNode> chunks = chunks(render(answer, false));
    // then
    for (int choice = 0; choice < answer.choices(); choice++) {
      List<JsonNode> own = of(choice, chunks);
      assertThat(own.stream().filter(chunk -> delta(chunk).has("role")).count())
          .isEqualTo(own.isEmpty() ? 0 : 1);
      assertThat(own.isEmpty() || delta(own.get(0)).path("role").asText().equals("assistant"))
          .isTrue();
    }
  }

  @Property(tries = 300)
  void shouldEndEachChoiceOnceAndLast_whenTheAnswerIsCompletedOrCut(
      @ForAll("answers") AnyAnswer answer, @ForAll boolean usage) {
    // when
    List<JsonNode> chunks = chunks(render(answer, usage));
    // then
    for (int choice = 0; choice < answer.choices(); choice++) {
      List<JsonNode> own = of(choice, chunks);
      boolean ends = answer.answered() || answer.finishedByProvider(choice);
      assertThat(own.stream().filter(ChatFramesTest::isTerminal).count()).isEqualTo(ends ? 1 : 0);
      assertThat(!ends || isTerminal(own.get(own.size() - 1))).isTrue();
    }
  }

  @Example
  void shouldStopMissingChoicesBeforeUsageAndDone_whenTheProviderAnswersFewer() {
    // given
    StreamPart only = new StreamPart.Finished(1, FinishReason.LENGTH);
    AnyAnswer answer = new AnyAnswer(3, List.of(only, new Ended(new Outcome.Completed(), USAGE)));
    // when
    List<Frame> frames = render(answer, true);
    // then
    List<JsonNode> chunks = chunks(frames);
    assertThat(chunks.subList(0, 3))
        .extracting(
            chunk -> chunk.at("/choices/0/index").asInt(),
            chunk -> chunk.at("/choices/0/finish_reason").asText())
        .containsExactly(tuple(1, "length"), tuple(0, "stop"), tuple(2, "stop"));
    assertThat(chunks.get(3).path("usage").isObject()).isTrue();
    assertThat(frames.get(4).data()).isEqualTo("[DONE]");
  }

  @Property(tries = 300)
  void shouldTellTheCutOnOpenChoicesOnly_whenCut(@ForAll("answers") AnyAnswer answer) {
    // when
    List<JsonNode> chunks = chunks(render(answer, false));
    // then
    for (int choice = 0; choice < answer.choices(); choice++) {
      boolean told = answer.cut() && !answer.finishedByProvider(choice);
      List<JsonNode> cuts = of(choice, chunks).stream().filter(c -> c.has("sluice")).toList();
      assertThat(cuts).hasSize(told ? 1 : 0);
      for (JsonNode cut : cuts) {
        assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(cut.at("/sluice/trace_id").asText()).isEqualTo(ID);
        Cut given = ((Outcome.Cut) answer.ended().outcome()).cut();
        assertThat(cut.get("sluice")).isEqualTo(CutJson.of(given, choice, ID));
      }
    }
  }

  @Example
  void shouldEndAChoiceThatNobodyAskedFor_whenTheProviderBeganOneAndAllIsCut() {
    // given
    StreamPart more = new StreamPart.Delta(2, Field.CONTENT, "more");
    Cut cut = new Cut("GORE", "output", 2, Map.of(2, 0), "stopped");
    AnyAnswer answer = new AnyAnswer(1, List.of(more, new Ended(new Outcome.Cut(cut), USAGE)));
    // when
    List<JsonNode> chunks = chunks(render(answer, false));
    // then
    assertThat(chunks.stream().filter(ChatFramesTest::isTerminal))
        .extracting(chunk -> chunk.at("/choices/0/index").asInt())
        .containsExactly(0, 2);
  }

  @Example
  void shouldTellEachChoiceItsOwnPlace_whenCut() {
    // given
    Cut cut = new Cut("GORE", "output", 1, Map.of(0, 7, 1, 0), "stopped");
    AnyAnswer answer = new AnyAnswer(3, List.of(new Ended(new Outcome.Cut(cut), USAGE)));
    // when
    List<JsonNode> chunks = chunks(render(answer, false));
    // then
    assertThat(chunks)
        .extracting(chunk -> chunk.at("/sluice/cut/retract_from").asText())
        .containsExactly("7", "0", "null");
  }

  @Property(tries = 300)
  void shouldCountInOneChunkOfItsOwn_whenUsageIsAskedFor(
      @ForAll("answers") AnyAnswer answer, @ForAll boolean asked) {
    // when
    List<JsonNode> chunks = chunks(render(answer, asked));
    // then
    List<JsonNode> counts = chunks.stream().filter(c -> c.path("usage").isObject()).toList();
    assertThat(counts).hasSize(asked && answer.answered() ? 1 : 0);
    counts.forEach(count -> assertThat(count.get("choices")).isEmpty());
    chunks.stream()
        .filter(chunk -> !counts.contains(chunk))
        .forEach(chunk -> assertThat(chunk.has("usage")).isEqualTo(asked));
  }

  @Property(tries = 300)
  void shouldCarryEveryText_whateverTheAnswer(@ForAll("answers") AnyAnswer answer) {
    // when
    List<JsonNode> chunks = chunks(render(answer, true));
    // then
    for (int choice = 0; choice < answer.choices(); choice++) {
      for (Field field : Field.values()) {
        StringBuilder all = new StringBuilder();
        of(choice, chunks).forEach(c -> all.append(delta(c).path(field.wireName()).asText()));
        assertThat(all.toString()).isEqualTo(answer.text(choice, field));
      }
    }
  }

  @Property(tries = 300)
  void shouldCarryToolCalls_whateverTheAnswer(@ForAll("answers") AnyAnswer answer) {
    // when
    List<JsonNode> calls =
        chunks(render(answer, false)).stream()
            .map(chunk -> delta(chunk).at("/tool_calls/0"))
            .filter(JsonNode::isObject)
            .toList();
    // then
    List<StreamPart.ToolCall> given =
        answer.parts().stream()
            .filter(StreamPart.ToolCall.class::isInstance)
            .map(StreamPart.ToolCall.class::cast)
            .toList();
    assertThat(calls).hasSameSizeAs(given);
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.get(i);
      assertThat(call.get("index").asInt()).isEqualTo(given.get(i).index());
      assertThat(call.path("id").asText()).isEqualTo(given.get(i).id());
      assertThat(call.has("type")).isEqualTo(call.has("id"));
      assertThat(call.at("/function/name").asText()).isEqualTo(given.get(i).name());
      assertThat(call.at("/function/arguments").asText()).isEqualTo(given.get(i).arguments());
    }
  }

  @Property(tries = 300)
  void shouldBeChunksOfOneCompletion_whateverTheAnswer(@ForAll("answers") AnyAnswer answer) {
    for (JsonNode chunk : chunks(render(answer, true))) {
      assertThat(chunk.get("id").asText()).isEqualTo(ID);
      assertThat(chunk.get("object").asText()).isEqualTo("chat.completion.chunk");
      assertThat(chunk.get("created").asLong()).isEqualTo(CREATED);
      assertThat(chunk.get("model").asText()).isEqualTo(MODEL);
    }
  }

  @Example
  void shouldGoOnCounting_whenThePartsBreakOff() {
    // given
    ChatFrames frames = new ChatFrames(ID, MODEL, CREATED, 1, false);
    String begun = frames.render(new StreamPart.Delta(0, Field.CONTENT, "a")).toString();
    // when
    String broken = frames.broken(new IllegalStateException("a secret")).toString();
    // then
    List<Frame> all = Frames.read(begun + broken);
    assertThat(all).extracting(Frame::id).containsExactly("1", "2");
    assertThat(all.get(1).json().at("/error/code").asText()).isEqualTo("internal_error");
    assertThat(broken).doesNotContain("secret");
  }

  @Example
  void shouldTellTheFailure_whenNothingWasOpened() {
    // when
    String frame = ChatFrames.failure(new Refusal.Unauthenticated(), ID).toString();
    // then
    Frame only = Frames.read(frame).get(0);
    assertThat(only.id()).isEqualTo("1");
    assertThat(only.json().at("/error/code").asText()).isEqualTo("invalid_api_key");
  }

  private static List<Frame> render(AnyAnswer answer, boolean usage) {
    ChatFrames frames = new ChatFrames(ID, MODEL, CREATED, answer.choices(), usage);
    StringBuilder stream = new StringBuilder();
    answer.parts().forEach(part -> stream.append(frames.render(part).toString()));
    return Frames.read(stream.toString());
  }

  private static List<JsonNode> chunks(List<Frame> frames) {
    List<JsonNode> chunks = new ArrayList<>();
    for (Frame frame : frames) {
      if (!frame.data().equals("[DONE]") && !isError(frame)) {
        chunks.add(frame.json());
      }
    }
    return chunks;
  }

  private static List<JsonNode> of(int choice, List<JsonNode> chunks) {
    return chunks.stream().filter(c -> c.at("/choices/0/index").asInt(-1) == choice).toList();
  }

  private static JsonNode delta(JsonNode chunk) {
    return chunk.at("/choices/0/delta");
  }

  private static boolean isTerminal(JsonNode chunk) {
    return chunk.at("/choices/0/finish_reason").isTextual();
  }

  private static boolean isError(Frame frame) {
    return !frame.data().equals("[DONE]") && frame.json().has("error");
  }
}
