package dev.sluice.provider;

import dev.sluice.provider.gemini.GeminiProtocol;
import dev.sluice.testing.Script;
import dev.sluice.testing.TestProviderConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class GeminiProviderTest extends ProviderContract {

  @Override
  WireProtocol protocol(TestProviderConfig config) {
    return new GeminiProtocol(config);
  }

  @Override
  Script text() {
    return Script.sse()
        .event(said(0, "{'text':'Hello'}", ""))
        .event(said(0, "{'text':', '}", ""))
        .event(said(0, "{'text':'world'}", "STOP"))
        .end();
  }

  @Override
  Optional<Script> reasoning() {
    return Optional.of(
        Script.sse()
            .event(said(0, "{'thought':true,'text':'hm, '}", ""))
            .event(said(0, "{'thought':true,'text':'hm'}", ""))
            .event(said(0, "{'text':'so'}", "STOP"))
            .end());
  }

  @Override
  Optional<Script> twoChoices() {
    return Optional.of(
        Script.sse()
            .event(said(0, "{'text':'a'}", ""))
            .event(said(1, "{'text':'x'}", ""))
            .event(said(1, "{'text':'y'}", "STOP"))
            .event(said(0, "{'text':'b'}", "STOP"))
            .end());
  }

  @Override
  Script toolCall() {
    String call = "{'functionCall':{'name':'get_weather','args':{'city':'Oslo'}}}";
    return Script.sse().event(said(0, call, "STOP")).end();
  }

  @Override
  Optional<Script> refusal() {
    return Optional.empty();
  }

  @Override
  Script cutByLength() {
    return Script.sse().event(said(0, "{'text':'a'}", "MAX_TOKENS")).end();
  }

  @Override
  Optional<Script> filtered() {
    return Optional.of(Script.sse().event(said(0, "{'text':'a'}", "SAFETY")).end());
  }

  @Override
  Script overloadedInMidStream(CompletableFuture<Void> signal) {
    return begun()
        .await(signal)
        .event(json("{'error':{'code':503,'status':'UNAVAILABLE','message':'overloaded'}}"))
        .end();
  }

  @Override
  Script begun() {
    return Script.sse().event(said(0, "{'text':'Hel'}", ""));
  }

  @Override
  Script firehose() {
    return Script.sse().firehose(said(0, "{'text':'again '}", ""));
  }

  /** Some of its streams never give a reason, so a clean end is an end. */
  @Override
  Optional<Script> endedInMidAnswer(CompletableFuture<Void> signal) {
    return Optional.empty();
  }

  private static String said(int index, String part, String finishReason) {
    String reason = finishReason.isEmpty() ? "" : ",'finishReason':'" + finishReason + "'";
    return json(
        "{'candidates':[{'index':%d,'content':{'role':'model','parts':[%s]}%s}],"
                .formatted(index, part, reason)
            + "'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':3}}");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
