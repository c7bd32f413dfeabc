package dev.sluice.provider;

import dev.sluice.provider.anthropic.AnthropicProtocol;
import dev.sluice.testing.Script;
import dev.sluice.testing.TestProviderConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class AnthropicProviderTest extends ProviderContract {

  @Override
  WireProtocol protocol(TestProviderConfig config) {
    return new AnthropicProtocol(config);
  }

  @Override
  Script text() {
    Script script = block(started(), 0, "text");
    for (String piece : new String[] {"Hello", ", ", "world"}) {
      text(script, 0, piece);
    }
    return ended(script, "end_turn");
  }

  @Override
  Optional<Script> reasoning() {
    Script script = block(started(), 0, "thinking");
    thought(script, "hm, ");
    thought(script, "hm");
    return Optional.of(ended(text(block(script, 1, "text"), 1, "so"), "end_turn"));
  }

  @Override
  Optional<Script> twoChoices() {
    return Optional.empty();
  }

  @Override
  Script toolCall() {
    Script script =
        named(
            started(),
            "content_block_start",
            "'index':0,'content_block':"
                + "{'type':'tool_use','id':'toolu_1','name':'get_weather','input':{}}");
    arguments(script, "{\\'city\\':");
    arguments(script, "\\'Oslo\\'}");
    return ended(script, "tool_use");
  }

  @Override
  Optional<Script> refusal() {
    return Optional.empty();
  }

  @Override
  Script cutByLength() {
    return ended(text(block(started(), 0, "text"), 0, "a"), "max_tokens");
  }

  @Override
  Optional<Script> filtered() {
    return Optional.of(ended(text(block(started(), 0, "text"), 0, "a"), "refusal"));
  }

  @Override
  Script overloadedInMidStream(CompletableFuture<Void> signal) {
    return named(
            begun().await(signal),
            "error",
            "'error':{'type':'overloaded_error','message':'Overloaded'}")
        .end();
  }

  @Override
  Script begun() {
    return text(block(started(), 0, "text"), 0, "Hel");
  }

  @Override
  Script firehose() {
    return block(started(), 0, "text").firehose(delta(0, "'type':'text_delta','text':'again '"));
  }

  @Override
  Optional<Script> endedInMidAnswer(CompletableFuture<Void> signal) {
    return Optional.of(begun().await(signal).end());
  }

  private static Script started() {
    return named(
        Script.sse(),
        "message_start",
        "'message':{'id':'msg_1','role':'assistant','content':[],"
            + "'usage':{'input_tokens':9,'output_tokens':1}}");
  }

  private static Script block(Script script, int index, String type) {
    String block = "'index':" + index + ",'content_block':{'type':'" + type + "'}";
    return named(script, "content_block_start", block);
  }

  private static Script text(Script script, int index, String text) {
    String delta = delta(index, "'type':'text_delta','text':'" + text + "'");
    return script.event("content_block_delta", delta);
  }

  private static void thought(Script script, String text) {
    String delta = delta(0, "'type':'thinking_delta','thinking':'" + text + "'");
    script.event("content_block_delta", delta);
  }

  private static void arguments(Script script, String json) {
    String delta = delta(0, "'type':'input_json_delta','partial_json':'" + json + "'");
    script.event("content_block_delta", delta);
  }

  private static Script ended(Script script, String reason) {
    String delta = "'delta':{'stop_reason':'" + reason + "'},'usage':{'output_tokens':3}";
    return named(named(script, "message_delta", delta), "message_stop", "'x':0").end();
  }

  private static String delta(int index, String delta) {
    return json("'type':'content_block_delta','index':" + index + ",'delta':{" + delta + "}");
  }

  private static Script named(Script script, String type, String members) {
    return script.event(type, json("'type':'" + type + "'," + members));
  }

  private static String json(String members) {
    return "{" + members.replace('\'', '"') + "}";
  }
}
