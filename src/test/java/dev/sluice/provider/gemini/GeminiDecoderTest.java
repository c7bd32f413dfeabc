package dev.sluice.provider.gemini;

import static dev.sluice.provider.WireCassette.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.model.StreamPart.Delta;
import dev.sluice.model.StreamPart.Finished;
import dev.sluice.model.StreamPart.ToolCall;
import dev.sluice.model.StreamPart.UsageReported;
import dev.sluice.model.Usage;
import dev.sluice.provider.AnyJson;
import dev.sluice.provider.FixedProviderConfig;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.ProvidersConfig;
import dev.sluice.provider.WireCassette;
import dev.sluice.provider.WireEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiDecoderTest {
  private static final String TEXT = "{'candidates':[{'content':{'parts':[{'text':'a'}]}}]}";
  private static final GeminiProtocol PROTOCOL =
      new GeminiProtocol(FixedProviderConfig.withKey(ProvidersConfig.Type.GEMINI, "AIza1"));

  @Test
  void shouldTellThoughtsFromText_whenBothStream() {
    assertThat(WireCassette.decode(PROTOCOL, "gemini/thinking-text.sse"))
        .containsExactly(
            new Delta(0, Field.REASONING, "They greet."),
            new Delta(0, Field.CONTENT, "Hel"),
            new Delta(0, Field.CONTENT, "lo"),
            new Finished(0, FinishReason.STOP),
            new UsageReported(new Usage.Exact(11, 32, 4, 30)));
  }

  @Test
  void shouldMakeIds_whenCallsCarryNone() {
    assertThat(WireCassette.decode(PROTOCOL, "gemini/tools.sse"))
        .containsExactly(
            new ToolCall(0, 0, "call_0_r2", "weather", "{\"city\":\"Bern\"}"),
            new ToolCall(0, 1, "own", "clock", "{}"),
            new ToolCall(0, 2, "call_1_r2", "weather", "{\"city\":\"Basel\"}"),
            new Finished(0, FinishReason.TOOL_CALLS),
            new UsageReported(new Usage.Exact(5, 6, 0, 0)));
  }

  @Test
  void shouldFinishEachChoiceOnce_whenCandidatesInterleave() {
    assertThat(WireCassette.decode(PROTOCOL, "gemini/two-candidates.sse"))
        .containsExactly(
            new Delta(0, Field.CONTENT, "a"),
            new Delta(1, Field.CONTENT, "b"),
            new Delta(0, Field.CONTENT, "A"),
            new Finished(0, FinishReason.LENGTH),
            new Finished(1, FinishReason.CONTENT_FILTER));
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,STOP",
    "A_NEW_ONE,STOP",
    "MAX_TOKENS,LENGTH",
    "SAFETY,CONTENT_FILTER",
    "RECITATION,CONTENT_FILTER",
    "BLOCKLIST,CONTENT_FILTER",
    "PROHIBITED_CONTENT,CONTENT_FILTER",
    "SPII,CONTENT_FILTER",
    "IMAGE_SAFETY,CONTENT_FILTER"
  })
  void shouldNormaliseTheFinishReason(String theirs, FinishReason ours) {
    var parts = decode("{'candidates':[{'finishReason':'" + theirs + "'}]}");

    assertThat(parts).containsExactly(new Finished(0, ours));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LANGUAGE", "OTHER", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"})
  void shouldFail_whenTheModelCouldNotFinish(String reason) {
    String finish = "{'candidates':[{'finishReason':'" + reason + "'}]}";

    assertThat(failure(finish).kind()).isEqualTo(Kind.BROKEN);
    assertThat(failure(TEXT, finish).kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(failure(TEXT, finish)).hasMessageContaining(reason);
  }

  @Test
  void shouldStop_whenTextEndsWithoutAReason() {
    assertThat(decode(TEXT))
        .containsExactly(new Delta(0, Field.CONTENT, "a"), new Finished(0, FinishReason.STOP));
  }

  @Test
  void shouldKeepTheLastReason_whenEveryEventHasOne() {
    String chunk = "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'%s'}]}";

    assertThat(decode(chunk.formatted("STOP"), chunk.formatted("MAX_TOKENS")))
        .containsExactly(
            new Delta(0, Field.CONTENT, "a"),
            new Delta(0, Field.CONTENT, "a"),
            new Finished(0, FinishReason.LENGTH));
  }

  @Test
  void shouldFailAsInterrupted_whenNothingButThoughtsCame() {
    String thoughts =
        "{'candidates':[{'content':{'parts':[{'text':'hm','thought':true}]},'index':0}]}";

    assertThat(failure(thoughts).kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(failure().kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(failure("{'usageMetadata':{}}").kind()).isEqualTo(Kind.INTERRUPTED);
  }

  @Test
  void shouldFailAsRefused_whenThePromptWasBlocked() {
    var failure = failure("{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'}}");

    assertThat(failure.kind()).isEqualTo(Kind.CONTENT_REFUSED);
    assertThat(failure).hasMessageContaining("PROHIBITED_CONTENT");
  }

  @Test
  void shouldFilter_whenTheBlockComesAfterText() {
    assertThat(decode(TEXT, "{'promptFeedback':{'blockReason':'SAFETY'}}"))
        .endsWith(new Finished(0, FinishReason.CONTENT_FILTER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "[%s]"})
  void shouldFail_whenAnErrorComesInMidStream(String form) {
    String error =
        "{'error':{'code':503,'status':'UNAVAILABLE','message':'Overloaded.',"
            + "'details':[{'@type':'x.RetryInfo','retryDelay':'3s'}]}}";

    var failure = failure(TEXT, form.formatted(error));

    assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(failure).hasMessage("Overloaded.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'candidates':", "data", "{'candidates':[{'index':999}]}"})
  void shouldFailAsGarbled_whenAnEventIsNotTheProtocol(String payload) {
    assertThat(failure(payload).kind()).isEqualTo(Kind.GARBLED);
  }

  @Test
  void shouldSayNothingTwice_whenTheEndIsToldTwice() {
    // given
    List<StreamPart> parts = new ArrayList<>();
    PartDecoder decoder = PROTOCOL.decoder();
    decoder.decode(WireEvent.of("", TEXT.replace('\'', '"')), parts::add);
    decoder.end(parts::add);

    // when
    decoder.end(parts::add);

    // then
    assertThat(decoder.done()).isTrue();
    assertThat(parts).hasSize(2);
  }

  @Property(tries = 1000)
  void shouldNeverThrowAnythingButAProviderFailure(@ForAll("streams") List<String> payloads) {
    AnyJson.decodeSafely(PROTOCOL, "", payloads);
  }

  @Provide
  Arbitrary<List<String>> streams() {
    return AnyJson.streams(
        List.of(
            "candidates",
            "content",
            "parts",
            "text",
            "thought",
            "functionCall",
            "name",
            "args",
            "id",
            "index",
            "finishReason",
            "promptFeedback",
            "usageMetadata",
            "promptTokenCount"),
        List.of("STOP", "SAFETY", "OTHER", "f"));
  }

  private static ProviderFailure failure(String... payloads) {
    return catchThrowableOfType(ProviderFailure.class, () -> decode(payloads));
  }

  private static List<StreamPart> decode(String... payloads) {
    List<String> json = new ArrayList<>();
    for (String payload : payloads) {
      json.add(payload.replace('\'', '"'));
    }
    return WireCassette.decode(PROTOCOL, events(json.toArray(String[]::new)));
  }
}
