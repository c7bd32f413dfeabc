package dev.sluice.provider.anthropic;

import static dev.sluice.provider.WireCassette.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicDecoderTest {
  private static final AnthropicProtocol PROTOCOL =
      new AnthropicProtocol(
          FixedProviderConfig.withKey(ProvidersConfig.Type.ANTHROPIC, "sk-ant-1"));

  @Test
  void shouldTellThinkingFromText_whenBothStream() {
    assertThat(WireCassette.decode(PROTOCOL, "anthropic/thinking-text.sse"))
        .containsExactly(
            new Delta(0, Field.REASONING, "They greet."),
            new Delta(0, Field.CONTENT, "你好"),
            new Delta(0, Field.CONTENT, " there"),
            new Finished(0, FinishReason.STOP),
            new UsageReported(new Usage.Exact(125, 42, 100, 30)));
  }

  @Test
  void shouldCountOwnToolCallsOnly_whenTheProviderRunsSomeItself() {
    assertThat(WireCassette.decode(PROTOCOL, "anthropic/tools.sse"))
        .containsExactly(
            new ToolCall(0, 0, "toolu_a", "weather", ""),
            new ToolCall(0, 0, "", "", "{\"city\":"),
            new ToolCall(0, 0, "", "", "\"Bern\"}"),
            new ToolCall(0, 1, "toolu_b", "clock", ""),
            new ToolCall(0, 1, "", "", "{}"),
            new Finished(0, FinishReason.TOOL_CALLS),
            new UsageReported(new Usage.Exact(12, 7, 0, 0)));
  }

  @Test
  void shouldFailAsOverloaded_whenAnErrorComesInMidStream() {
    assertThatThrownBy(() -> WireCassette.decode(PROTOCOL, "anthropic/overloaded.sse"))
        .isInstanceOfSatisfying(
            ProviderFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
              assertThat(failure).hasMessage("Overloaded");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,STOP",
    "stop_sequence,STOP",
    "pause_turn,STOP",
    "something_new,STOP",
    "max_tokens,LENGTH",
    "model_context_window_exceeded,LENGTH",
    "tool_use,TOOL_CALLS",
    "refusal,CONTENT_FILTER"
  })
  void shouldNormaliseTheStopReason(String theirs, FinishReason ours) {
    var parts = decode("{'type':'message_delta','delta':{'stop_reason':'" + theirs + "'}}");

    assertThat(parts).containsExactly(new Finished(0, ours));
  }

  @Test
  void shouldIgnoreWhatFollows_whenTheMessageStopped() {
    // given
    List<StreamPart> parts = new ArrayList<>();
    PartDecoder decoder = PROTOCOL.decoder();
    decoder.decode(event("{'type':'message_stop'}"), parts::add);

    // when
    decoder.decode(WireEvent.of("", "[DONE]"), parts::add);
    decoder.end(parts::add);

    // then
    assertThat(decoder.done()).isTrue();
    assertThat(parts).containsExactly(new Finished(0, FinishReason.STOP));
  }

  @Test
  void shouldIgnoreText_whenTheChoiceHasFinished() {
    var parts =
        decode(
            "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}",
            "{'type':'content_block_delta','delta':{'type':'text_delta','text':'late'}}",
            "{'type':'message_delta','delta':{'stop_reason':'max_tokens'}}");

    assertThat(parts).containsExactly(new Finished(0, FinishReason.STOP));
  }

  @Test
  void shouldGiveTheWholeInput_whenNoFragmentOfItStreams() {
    var parts =
        decode(
            "{'type':'content_block_start','index':0,"
                + "'content_block':{'type':'tool_use','name':'f','input':{'a':1}}}",
            "{'type':'message_stop'}");

    assertThat(parts)
        .containsExactly(
            new ToolCall(0, 0, "call_0_", "f", ""),
            new ToolCall(0, 0, "", "", "{\"a\":1}"),
            new Finished(0, FinishReason.TOOL_CALLS));
  }

  @Test
  void shouldFailAsInterrupted_whenTheStreamEndsBeforeTheAnswer() {
    assertKind(Kind.INTERRUPTED, "{'type':'message_start'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'type':", "<html>", "{'type':'ping'} {}"})
  void shouldFailAsGarbled_whenAnEventIsNoJson(String payload) {
    assertKind(Kind.GARBLED, payload);
  }

  @Test
  void shouldFailAsGarbled_whenToolsOpenWithoutEnd() {
    String start =
        "{'type':'content_block_start','index':%d,'content_block':{'type':'tool_use','name':'f'}}";
    List<String> payloads = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      payloads.add(start.formatted(index));
    }

    assertKind(Kind.GARBLED, payloads.toArray(String[]::new));
  }

  @Test
  void shouldClampCounts_whenTheirSumIsBeyondAnInt() {
    var parts =
        decode(
            "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'input_tokens':"
                + "2147483647,'cache_read_input_tokens':99999999999,'output_tokens':-4}}");

    assertThat(parts)
        .contains(new UsageReported(new Usage.Exact(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 0)));
  }

  @Property(tries = 1000)
  void shouldNeverThrowAnythingButAProviderFailure(
      @ForAll("streams") List<String> payloads, @ForAll("names") String name) {
    AnyJson.decodeSafely(PROTOCOL, name, payloads);
  }

  @Provide
  Arbitrary<List<String>> streams() {
    return AnyJson.streams(
        List.of(
            "type",
            "index",
            "delta",
            "content_block",
            "text",
            "id",
            "name",
            "input",
            "usage",
            "message",
            "partial_json",
            "stop_reason",
            "output_tokens",
            "input_tokens",
            "error"),
        List.of(
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "tool_use",
            "text_delta",
            "input_json_delta",
            "message_delta",
            "message_start",
            "end_turn"));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "", "content_block_start", "content_block_delta", "message_delta", "message_stop", "error");
  }

  private static void assertKind(Kind kind, String... payloads) {
    var failure = catchThrowableOfType(ProviderFailure.class, () -> decode(payloads));
    assertThat(failure.kind()).isEqualTo(kind);
  }

  private static List<StreamPart> decode(String... payloads) {
    for (int i = 0; i < payloads.length; i++) {
      payloads[i] = payloads[i].replace('\'', '"');
    }
    return WireCassette.decode(PROTOCOL, events(payloads));
  }

  private static WireEvent event(String payload) {
    return WireEvent.of("", payload.replace('\'', '"'));
  }
}
