package dev.sluice.provider.openai;

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
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.WireEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiDecoderTest {
  private final List<StreamPart> parts = new ArrayList<>();
  private final PartDecoder decoder =
      new OpenAiDecoder(new OpenAiErrors("sk-secret", Clock.systemUTC()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':null}",
        "{'choices':[]}",
        "{'choices':[],'prompt_filter_results':[{'prompt_index':0}]}",
        "{'choices':[{'index':0,'delta':null}]}",
        "{'choices':[{'index':0,'delta':{}}]}",
        "{'choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}",
        "{'choices':[{'index':0,'delta':{'role':'','content':null,'tool_calls':[]}}]}",
        "{'choices':[{'index':0,'delta':{'content':null,'reasoning_content':null}}]}",
        "{'choices':[{'index':0,'delta':{'tool_calls':null,'function_call':null}}]}",
        "{'choices':[null]}",
        "{'usage':null,'error':null,'choices':[]}",
        "{'id':'','object':'','created':0,'choices':[{'index':0,'content_filter_results':{}}]}",
        "{}",
        "   ",
      })
  void shouldSayNothing_whenAChunkHoldsNoText(String chunk) {
    decode(chunk);

    assertThat(parts).isEmpty();
    assertThat(decoder.done()).isFalse();
  }

  @Test
  void shouldReadEveryField_inTheOrderOfThought() {
    decode(
        "{'choices':[{'delta':{'content':'c','refusal':'r','reasoning':'t'},'index':1,"
            + "'logprobs':{'content':[{'token':'c','logprob':NaN}]}}],'obfuscation':'xyz'}");

    assertThat(parts)
        .containsExactly(
            new Delta(1, Field.REASONING, "t"),
            new Delta(1, Field.CONTENT, "c"),
            new Delta(1, Field.REFUSAL, "r"));
  }

  @Test
  void shouldTakeReasoningOnce_whenItComesUnderBothNames() {
    decode("{'choices':[{'index':0,'delta':{'reasoning':'t','reasoning_content':'t'}}]}");
    decode("{'choices':[{'index':0,'delta':{'reasoning':'u','reasoning_content':null}}]}");

    assertThat(parts)
        .containsExactly(new Delta(0, Field.REASONING, "t"), new Delta(0, Field.REASONING, "u"));
  }

  @Test
  void shouldReadTypedPieces_whenContentIsAList() {
    decode(
        "{'choices':[{'index':0,'delta':{'content':[{'type':'thinking','thinking':"
            + "[{'type':'text','text':'hm'}]},{'type':'text','text':'so'}]}}]}");

    assertThat(parts)
        .containsExactly(new Delta(0, Field.REASONING, "hm"), new Delta(0, Field.CONTENT, "so"));
  }

  @Test
  void shouldGiveTextAndFinish_whenTheyShareAChunk() {
    decode("{'choices':[{'index':0,'delta':{'content':'end'},'finish_reason':'stop'}]}");
    decode("[DONE]");

    assertThat(parts)
        .containsExactly(new Delta(0, Field.CONTENT, "end"), new Finished(0, FinishReason.STOP));
  }

  @ParameterizedTest
  @CsvSource({
    "stop,STOP",
    "eos,STOP",
    "end_turn,STOP",
    "STOP,STOP",
    "never_heard_of,STOP",
    "length,LENGTH",
    "max_tokens,LENGTH",
    "MAX_TOKENS,LENGTH",
    "model_context_window_exceeded,LENGTH",
    "tool_calls,TOOL_CALLS",
    "function_call,TOOL_CALLS",
    "content_filter,CONTENT_FILTER",
    "sensitive,CONTENT_FILTER",
    "refusal,CONTENT_FILTER",
    "SAFETY,CONTENT_FILTER",
  })
  void shouldNormaliseTheFinishReason(String word, FinishReason reason) {
    decode("{'choices':[{'index':0,'delta':{},'finish_reason':'" + word + "'}]}");
    decode("[DONE]");

    assertThat(parts).containsExactly(new Finished(0, reason));
  }

  @Test
  void shouldTakeItsFiltersWord_whenThatComesBehindTheModels() {
    decode("{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}");
    decode("{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':1}}");
    decode("{'choices':[{'index':0,'finish_reason':'content_filter'}]}");
    decode("{'choices':[{'index':0,'finish_reason':'stop'}]}");
    decode("[DONE]");

    assertThat(parts).last().isEqualTo(new Finished(0, FinishReason.CONTENT_FILTER));
    assertThat(parts).filteredOn(Finished.class::isInstance).hasSize(1);
  }

  @Test
  void shouldTellFirstWhatHadEnded_whenAFilterEndsAnother() {
    decode("{'choices':[{'index':0,'delta':{'content':'a'}}]}");
    decode("{'choices':[{'index':1,'delta':{'content':'b'},'finish_reason':'stop'}]}");
    decode("{'choices':[{'index':2,'delta':{'content':'c'}}]}");
    decode("{'choices':[{'index':0,'delta':{},'finish_reason':'content_filter'}]}");

    assertThat(parts)
        .filteredOn(Finished.class::isInstance)
        .containsExactly(
            new Finished(1, FinishReason.STOP), new Finished(0, FinishReason.CONTENT_FILTER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'null'", "null"})
  void shouldGoOn_whenTheFinishReasonSaysNothing(String word) {
    decode("{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':" + word + "}]}");

    assertThat(parts).containsExactly(new Delta(0, Field.CONTENT, "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "insufficient_system_resource,INTERRUPTED",
    "network_error,INTERRUPTED",
    "error,BROKEN",
    "malformed_function_call,BROKEN",
  })
  void shouldFail_whenTheFinishReasonIsAnError(String word, Kind kind) {
    ProviderFailure failure =
        failure("{'choices':[{'index':0,'delta':{},'finish_reason':'" + word + "'}]}");

    assertThat(failure.kind()).isEqualTo(kind);
  }

  @Test
  void shouldFinishAChoiceOnce_whateverFollows() {
    decode("{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'length'}]}");
    decode("{'choices':[{'index':0,'delta':{'content':'b'},'finish_reason':'stop'}]}");
    decode("{'choices':[{'index':0,'content_filter_offsets':{'check_offset':1}}]}");
    decode("[DONE]");

    assertThat(parts)
        .containsExactly(new Delta(0, Field.CONTENT, "a"), new Finished(0, FinishReason.LENGTH));
  }

  @Test
  void shouldAssembleToolCalls_whenFragmentsRepeatIdAndName() {
    decode(call("'index':0,'id':'a','function':{'name':'f','arguments':''}"));
    decode(call("'index':0,'id':'a','function':{'name':'f','arguments':'{'}"));
    decode(call("'index':1,'id':'b','function':{'name':'g','arguments':'{}'}"));
    decode(call("'index':0,'id':null,'function':{'name':null,'arguments':'}'}"));

    assertThat(parts)
        .containsExactly(
            new ToolCall(0, 0, "a", "f", ""),
            new ToolCall(0, 0, "", "", "{"),
            new ToolCall(0, 1, "b", "g", "{}"),
            new ToolCall(0, 0, "", "", "}"));
  }

  @Test
  void shouldCountToolCalls_whenTheyHaveNoIndex() {
    decode(call("'id':'a','function':{'name':'f','arguments':{'x':1}}"));
    decode(call("'id':'b','function':{'name':'g','arguments':''}"));
    decode(call("'function':{'arguments':'{}'}"));
    decode("[DONE]");

    assertThat(parts)
        .containsExactly(
            new ToolCall(0, 0, "a", "f", "{\"x\":1}"),
            new ToolCall(0, 1, "b", "g", ""),
            new ToolCall(0, 1, "", "", "{}"),
            new Finished(0, FinishReason.TOOL_CALLS));
  }

  @Test
  void shouldMapTheOldFunctionCall() {
    decode("{'choices':[{'index':0,'delta':{'function_call':{'name':'f','arguments':''}}}]}");
    decode("{'choices':[{'index':0,'delta':{'function_call':{'arguments':'{}'}}}]}");

    assertThat(parts)
        .containsExactly(new ToolCall(0, 0, "call_0", "f", ""), new ToolCall(0, 0, "", "", "{}"));
  }

  @Test
  void shouldReportUsage_whereverItStands() {
    decode(
        "{'choices':[{'index':0,'delta':{},'usage':{'prompt_tokens':3,'completion_tokens':4}}]}");
    decode("{'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':4}}");
    decode(
        "{'choices':[],'usage':{'prompt_tokens':5,'completion_tokens':6,'total_tokens':NaN,"
            + "'prompt_tokens_details':{'cached_tokens':2},"
            + "'completion_tokens_details':{'reasoning_tokens':1}}}");

    assertThat(parts)
        .containsExactly(
            new UsageReported(new Usage.Exact(3, 4, 0, 0)),
            new UsageReported(new Usage.Exact(5, 6, 2, 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'error':{'type':'server_error','message':'m'}};BROKEN",
        "{'error':{'type':'overloaded_error','message':'m'}};OVERLOADED",
        "{'error':{'code':429,'message':'m'}};OVERLOADED",
        "{'error':{'code':'data_inspection_failed','message':'m'}};CONTENT_REFUSED",
        "{'error':'m'};BROKEN",
        "{'object':'error','message':'m','type':'BadRequestError','code':400};BAD_REQUEST",
        "{'code':'Throttling.RateQuota','message':'m'};OVERLOADED",
      })
  void shouldFail_whenAnEventReportsAnError(String event, Kind kind) {
    ProviderFailure failure = failure(event);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageEndingWith(": m");
  }

  @Test
  void shouldFail_whenTheEventIsNamedError() {
    WireEvent event = WireEvent.of("error", "{\"message\":\"m\"}");

    ProviderFailure failure =
        catchThrowableOfType(ProviderFailure.class, () -> decoder.decode(event, parts::add));

    assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense",
        "[]",
        "7",
        "{'choices':[{'index':0,'delta':{'content':'a",
        "{'choices':[{'index':99999999999,'delta':{'content':'a'}}]}",
        "{'choices':[{'index':-1,'delta':{'content':'a'}}]}",
        "{'choices':[{'index':5000,'delta':{'content':'a'}}]}",
        "{'choices':[{'index':0,'delta':{'content':[{'text':'a'",
      })
  void shouldFailGarbled_whenTheChunkIsNoChunk(String chunk) {
    assertThat(failure(chunk).kind()).isEqualTo(Kind.GARBLED);
  }

  @Test
  void shouldFailGarbled_whenTheChunkIsNestedWithoutEnd() {
    assertThat(failure("{'choices':" + "[".repeat(100_000)).kind()).isEqualTo(Kind.GARBLED);
  }

  @Test
  void shouldOweAFinish_whenDoneComesWithoutOne() {
    decode("{'choices':[{'index':0,'delta':{'content':'a'}},{'index':1,'delta':{}}]}");
    decode("[DONE] and more");

    assertThat(decoder.done()).isTrue();
    assertThat(parts)
        .containsExactly(
            new Delta(0, Field.CONTENT, "a"),
            new Finished(0, FinishReason.STOP),
            new Finished(1, FinishReason.STOP));
  }

  @Test
  void shouldBeWhole_whenTheStreamEndsAfterTheFinishWithoutDone() {
    decode("{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}");

    decoder.end(parts::add);

    assertThat(parts).last().isEqualTo(new Finished(0, FinishReason.STOP));
  }

  @Test
  void shouldBeWhole_whenTheStreamEndsWithUsageButNoFinish() {
    decode("{'choices':[{'index':0,'delta':{'content':'a'}}]}");
    decode("{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':1}}");

    decoder.end(parts::add);

    assertThat(parts).last().isEqualTo(new Finished(0, FinishReason.STOP));
  }

  @Test
  void shouldFailInterrupted_whenUsageComesWithEveryChunkAndTheLastHasText() {
    decode(
        "{'choices':[{'index':0,'delta':{'content':'a'}}],"
            + "'usage':{'prompt_tokens':1,'completion_tokens':1}}");

    ProviderFailure failure =
        catchThrowableOfType(ProviderFailure.class, () -> decoder.end(parts::add));

    assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
  }

  @Test
  void shouldFailInterrupted_whenTheStreamEndsInMidAnswer() {
    decode("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
    decode("{'choices':[{'index':1,'delta':{'content':'a'}}]}");

    ProviderFailure failure =
        catchThrowableOfType(ProviderFailure.class, () -> decoder.end(parts::add));

    assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
  }

  @Property(tries = 500)
  void shouldNeverThrowAnythingButAProviderFailure(@ForAll String noise) {
    PartDecoder fresh = new OpenAiDecoder(new OpenAiErrors("", Clock.systemUTC()));
    try {
      fresh.decode(WireEvent.of("", "{\"choices\":" + noise), part -> {});
      fresh.decode(WireEvent.of("", noise), part -> {});
    } catch (ProviderFailure expected) {
      assertThat(expected.kind()).isNotNull();
    }
  }

  private static String call(String fields) {
    return "{'choices':[{'index':0,'delta':{'tool_calls':[{" + fields + "}]}}]}";
  }

  private void decode(String chunk) {
    decoder.decode(WireEvent.of("", chunk.replace('\'', '"')), parts::add);
  }

  private ProviderFailure failure(String chunk) {
    return catchThrowableOfType(ProviderFailure.class, () -> decode(chunk));
  }
}
