package dev.sluice.testing;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;

import io.vertx.core.json.JsonObject;

/** Ready-made scripts of an OpenAI-compatible provider. */
public final class ScriptedAnswers {
  private ScriptedAnswers() {}

  /**
   * By the upstream model's name: {@code silence}, {@code firehose}, {@code head-only} (200, then
   * silence), {@code stall} (one chunk, then silence), {@code broken-mid-stream}, {@code
   * error-mid-stream}, {@code status-<code>}; anything else answers "Hello, world".
   */
  public static Script byModel(JsonObject body) {
    String model = body.getString("model", "");
    if (model.startsWith("status-")) {
      int status = Integer.parseInt(model.substring("status-".length()));
      return Script.json(status, error("scripted_error", "scripted"), "retry-after: 2");
    }
    return switch (model) {
      case "silence" -> Script.silence();
      case "head-only" -> Script.sse();
      case "firehose" -> Script.sse().event(role()).firehose(content("all work and no play "));
      case "stall" -> Script.sse().event(role()).event(content("Hel"));
      case "broken-mid-stream" -> Script.sse().event(content("Hel")).reset();
      case "error-mid-stream" ->
          Script.sse().event(content("Hel")).event(error("server_error", "out of luck")).done();
      default -> text("Hello", ", ", "world");
    };
  }

  /** A whole answer of these chunks, with usage. */
  public static Script text(String... chunks) {
    Script script = Script.sse().event(role());
    for (String chunk : chunks) {
      script.event(content(chunk));
    }
    return script.event(finish("stop")).event(usage(9, chunks.length)).done();
  }
}
