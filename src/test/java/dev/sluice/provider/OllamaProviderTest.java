package dev.sluice.provider;

import dev.sluice.provider.ollama.OllamaProtocol;
import dev.sluice.testing.Script;
import dev.sluice.testing.TestProviderConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class OllamaProviderTest extends ProviderContract {

  @Override
  WireProtocol protocol(TestProviderConfig config) {
    return new OllamaProtocol(config);
  }

  @Override
  Script text() {
    return ended(
        Script.lines()
            .text(said("'content':'Hello'"))
            .text(said("'content':', '"))
            .text(said("'content':'world'")),
        "stop");
  }

  @Override
  Optional<Script> reasoning() {
    return Optional.of(
        ended(
            Script.lines()
                .text(said("'thinking':'hm, '"))
                .text(said("'thinking':'hm'"))
                .text(said("'content':'so'")),
            "stop"));
  }

  @Override
  Optional<Script> twoChoices() {
    return Optional.empty();
  }

  @Override
  Script toolCall() {
    String call = "{'function':{'name':'get_weather','arguments':{'city':'Oslo'}}}";
    return ended(Script.lines().text(said("'content':'','tool_calls':[" + call + "]")), "stop");
  }

  @Override
  Optional<Script> refusal() {
    return Optional.empty();
  }

  @Override
  Script cutByLength() {
    return ended(Script.lines().text(said("'content':'a'")), "length");
  }

  /** It has no filter of its own. */
  @Override
  Optional<Script> filtered() {
    return Optional.empty();
  }

  @Override
  Script overloadedInMidStream(CompletableFuture<Void> signal) {
    return begun()
        .await(signal)
        .text(line("'error':'server busy, please try again.  maximum pending requests exceeded'"))
        .end();
  }

  @Override
  Script begun() {
    return Script.lines().text(said("'content':'Hel'"));
  }

  @Override
  Script firehose() {
    return Script.lines().firehoseOf(said("'content':'again '"));
  }

  @Override
  Optional<Script> endedInMidAnswer(CompletableFuture<Void> signal) {
    return Optional.of(begun().await(signal).end());
  }

  private static String said(String members) {
    return line("'message':{'role':'assistant'," + members + "},'done':false");
  }

  private static Script ended(Script script, String reason) {
    return script
        .text(
            line(
                "'message':{'role':'assistant','content':''},'done':true,'done_reason':'"
                    + reason
                    + "','prompt_eval_count':9,'eval_count':3"))
        .end();
  }

  private static String line(String members) {
    return ("{" + members + "}\n").replace('\'', '"');
  }
}
