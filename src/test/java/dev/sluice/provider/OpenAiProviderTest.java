package dev.sluice.provider;

import static dev.sluice.testing.OpenAiJson.chunk;
import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;

import dev.sluice.provider.openai.OpenAiProtocol;
import dev.sluice.testing.OpenAiJson;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedAnswers;
import dev.sluice.testing.TestProviderConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class OpenAiProviderTest extends ProviderContract {

  @Override
  WireProtocol protocol(TestProviderConfig config) {
    return new OpenAiProtocol(config);
  }

  @Override
  Script text() {
    return ScriptedAnswers.text("Hello", ", ", "world");
  }

  @Override
  Optional<Script> reasoning() {
    return Optional.of(
        Script.sse()
            .event(OpenAiJson.reasoning("hm, "))
            .event(OpenAiJson.reasoning("hm"))
            .event(content("so"))
            .event(finish("stop"))
            .done());
  }

  @Override
  Optional<Script> twoChoices() {
    return Optional.of(
        Script.sse()
            .event(content(0, "a"))
            .event(content(1, "x"))
            .event(content(1, "y"))
            .event(content(0, "b"))
            .event(finish(1, "stop"))
            .event(finish(0, "stop"))
            .done());
  }

  @Override
  Script toolCall() {
    return Script.sse()
        .event(call(new JsonObject().put("id", "call_1"), "get_weather", ""))
        .event(call(new JsonObject(), null, "{\"city\":"))
        .event(call(new JsonObject(), null, "\"Oslo\"}"))
        .event(finish("tool_calls"))
        .done();
  }

  private static String call(JsonObject call, String name, String arguments) {
    JsonObject function = new JsonObject().put("arguments", arguments);
    if (name != null) {
      function.put("name", name);
    }
    JsonArray calls = new JsonArray().add(call.put("index", 0).put("function", function));
    return chunk(0, new JsonObject().put("tool_calls", calls), null);
  }

  @Override
  Optional<Script> refusal() {
    String delta = chunk(0, new JsonObject().put("refusal", "I won't"), null);
    return Optional.of(Script.sse().event(delta).event(finish("stop")).done());
  }

  @Override
  Script cutByLength() {
    return Script.sse().event(content("a")).event(finish("length")).done();
  }

  @Override
  Optional<Script> filtered() {
    return Optional.of(Script.sse().event(content("a")).event(finish("content_filter")).done());
  }

  @Override
  Script overloadedInMidStream(CompletableFuture<Void> signal) {
    return Script.sse()
        .event(content("Hel"))
        .await(signal)
        .event(error("overloaded_error", "try later"))
        .done();
  }

  @Override
  Script begun() {
    return Script.sse().event(role()).event(content("Hel"));
  }

  @Override
  Script firehose() {
    return Script.sse().event(role()).firehose(content("all work and no play "));
  }

  @Override
  Optional<Script> endedInMidAnswer(CompletableFuture<Void> signal) {
    return Optional.of(Script.sse().event(content("Hel")).await(signal).end());
  }
}
