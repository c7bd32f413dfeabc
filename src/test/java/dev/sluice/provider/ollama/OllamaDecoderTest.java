package dev.sluice.provider.ollama;

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
import dev.sluice.provider.ProvidersConfig;
import dev.sluice.provider.WireCassette;
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

class OllamaDecoderTest {
  private static final String TEXT = "{'message':{'content':'a'},'done':false}";
  private static final OllamaProtocol PROTOCOL =
      new OllamaProtocol(FixedProviderConfig.withKey(ProvidersConfig.Type.OLLAMA, "k1"));

  @Test
  void shouldTellThinkingFromText_whenBothStream() {
    assertThat(WireCassette.decode(PROTOCOL, "ollama/thinking-text.ndjson"))
        .containsExactly(
            new Delta(0, Field.REASONING, "They greet."),
            new Delta(0, Field.CONTENT, "Hel"),
            new Delta(0, Field.CONTENT, "lo"),
            new Finished(0, FinishReason.STOP),
            new UsageReported(new Usage.Exact(26, 12, 0, 0)));
  }

  @Test
  void shouldReportNoUsage_whenTheCachedPromptWentUncounted() {
    assertThat(WireCassette.decode(PROTOCOL, "ollama/tools.ndjson"))
        .containsExactly(
            new ToolCall(0, 0, "call_0_20260102030405678", "weather", "{\"city\":\"Bern\"}"),
            new ToolCall(0, 1, "own", "clock", "{}"),
            new Finished(0, FinishReason.TOOL_CALLS));
  }

  @ParameterizedTest
  @CsvSource({"stop,STOP", "'',STOP", "length,LENGTH", "unload,STOP"})
  void shouldNormaliseTheDoneReason(String theirs, FinishReason ours) {
    var parts = decode(TEXT, "{'done':true,'done_reason':'" + theirs + "'}", TEXT);

    assertThat(parts).containsExactly(new Delta(0, Field.CONTENT, "a"), new Finished(0, ours));
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "unload"})
  void shouldFailAsBroken_whenTheModelWasOnlyLoaded(String reason) {
    var failure = failure("{'message':{'content':''},'done':true,'done_reason':'" + reason + "'}");

    assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "'{''error'':''boom''}',BROKEN,boom",
    "'{''error'':{''message'':''boom''}}',BROKEN,boom",
    "'{''error'':''server busy, try again''}',OVERLOADED,'server busy, try again'",
    "'{''error'':1}',BROKEN,The provider broke off with an error."
  })
  void shouldFail_whenAnErrorComesInMidStream(String line, Kind kind, String message) {
    var failure = failure(TEXT, line);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage(message);
  }

  @Test
  void shouldFailAsInterrupted_whenTheStreamEndsBeforeItIsDone() {
    assertThat(failure(TEXT).kind()).isEqualTo(Kind.INTERRUPTED);
  }

  @Test
  void shouldFailAsGarbled_whenALineIsNoJson() {
    assertThat(failure("{'message'").kind()).isEqualTo(Kind.GARBLED);
  }

  @Property(tries = 1000)
  void shouldNeverThrowAnythingButAProviderFailure(@ForAll("streams") List<String> payloads) {
    AnyJson.decodeSafely(PROTOCOL, "", payloads);
  }

  @Provide
  Arbitrary<List<String>> streams() {
    return AnyJson.streams(
        List.of(
            "message",
            "content",
            "thinking",
            "tool_calls",
            "function",
            "name",
            "arguments",
            "id",
            "done",
            "done_reason",
            "prompt_eval_count",
            "eval_count",
            "created_at"),
        List.of("stop", "length", "load", "f"));
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
