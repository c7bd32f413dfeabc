package dev.sluice.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.journey.Answer;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.Outcome;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CompletionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Provide
  Arbitrary<AnyAnswer> answers() {
    return AnyAnswer.answers();
  }

  @Property(tries = 300)
  void shouldHoldAllDeltas_whenCompleted(@ForAll("answers") AnyAnswer answer) throws IOException {
    Assume.that(answer.ended().outcome() instanceof Outcome.Completed);
    // when
    JsonNode completion = gather(answer);
    // then
    assertThat(completion.get("choices")).hasSize(answer.choices());
    assertThat(completion.has("sluice")).isFalse();
    for (int choice = 0; choice < answer.choices(); choice++) {
      JsonNode one = completion.get("choices").get(choice);
      assertThat(one.get("index").asInt()).isEqualTo(choice);
      assertThat(one.get("finish_reason").isTextual()).isTrue();
      for (Field field : Field.values()) {
        assertThat(text(one, field)).isEqualTo(answer.text(choice, field));
      }
    }
  }

  @Property(tries = 300)
  void shouldNotSendWhatMustBeRetracted_whenCut(@ForAll("answers") AnyAnswer answer)
      throws IOException {
    Assume.that(answer.cut());
    // given
    Cut cut = ((Outcome.Cut) answer.ended().outcome()).cut();
    // when
    JsonNode completion = gather(answer);
    // then
    assertThat(completion.at("/sluice/cut/category").asText()).isEqualTo("VIOLENCE_TERROR");
    for (int choice = 0; choice < answer.choices(); choice++) {
      JsonNode one = completion.get("choices").get(choice);
      boolean open = !answer.finishedByProvider(choice);
      OptionalInt from = cut.retractFrom(choice);
      String whole = answer.text(choice, Field.CONTENT);
      String left = open && from.isPresent() ? firstPoints(whole, from.getAsInt()) : whole;
      assertThat(text(one, Field.CONTENT)).isEqualTo(left);
      assertThat(!open || one.get("finish_reason").asText().equals("content_filter")).isTrue();
    }
  }

  @Example
  void shouldCountCodePoints_whenRetracting() throws IOException {
    // given
    Cut cut = new Cut("GORE", "output", 0, Map.of(0, 2), "stopped");
    Completion completion = new Completion(answer(), 1);
    completion.add(new StreamPart.Delta(0, Field.CONTENT, "😀审cd"));
    // when
    completion.add(new StreamPart.Ended(new Outcome.Cut(cut), new Usage.Estimated(1, 1)));
    // then
    assertThat(JSON.readTree(completion.json()).at("/choices/0/message/content").asText())
        .isEqualTo("😀审");
  }

  @Example
  void shouldJoinFragmentsOfACall_whenTheyInterleave() throws IOException {
    // given
    Completion completion = new Completion(answer(), 1);
    // when
    completion
        .add(new StreamPart.ToolCall(0, 0, "call_a", "f", "{\"x\":"))
        .add(new StreamPart.ToolCall(0, 1, "call_b", "g", "{}"))
        .add(new StreamPart.ToolCall(0, 0, "", "", "1}"))
        .add(new StreamPart.Ended(new Outcome.Completed(), new Usage.Exact(1, 2, 0, 0)));
    // then
    JsonNode message = JSON.readTree(completion.json()).at("/choices/0/message");
    assertThat(message.get("content").isNull()).isTrue();
    assertThat(message.at("/tool_calls/0/id").asText()).isEqualTo("call_a");
    assertThat(message.at("/tool_calls/0/function/arguments").asText()).isEqualTo("{\"x\":1}");
    assertThat(message.at("/tool_calls/1/function/name").asText()).isEqualTo("g");
  }

  private static JsonNode gather(AnyAnswer answer) throws IOException {
    Completion completion = new Completion(answer(), answer.choices());
    answer.parts().forEach(completion::add);
    return JSON.readTree(completion.json());
  }

  private static Answer answer() {
    return new Answer("gen_0TEST", "demo", 1_700_000_000L, Multi.createFrom().empty());
  }

  private static String text(JsonNode choice, Field field) {
    JsonNode text = choice.get("message").path(field.wireName());
    return text.isTextual() ? text.textValue() : "";
  }

  private static String firstPoints(String text, int points) {
    return text.codePointCount(0, text.length()) <= points
        ? text
        : text.substring(0, text.offsetByCodePoints(0, points));
  }
}
