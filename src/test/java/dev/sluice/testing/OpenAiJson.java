package dev.sluice.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Chunks as an OpenAI-compatible provider sends them, for scripts. */
public final class OpenAiJson {
  private OpenAiJson() {}

  /** The first chunk: a role and no text. */
  public static String role() {
    return chunk(0, new JsonObject().put("role", "assistant").put("content", ""), null);
  }

  public static String content(String text) {
    return content(0, text);
  }

  public static String content(int choice, String text) {
    return chunk(choice, new JsonObject().put("content", text), null);
  }

  public static String reasoning(String text) {
    return chunk(0, new JsonObject().put("reasoning_content", text), null);
  }

  public static String finish(String reason) {
    return finish(0, reason);
  }

  public static String finish(int choice, String reason) {
    return chunk(choice, new JsonObject(), reason);
  }

  public static String usage(int input, int output) {
    JsonObject usage =
        new JsonObject().put("prompt_tokens", input).put("completion_tokens", output);
    usage.put("total_tokens", input + output);
    return new JsonObject().put("choices", new JsonArray()).put("usage", usage).encode();
  }

  public static String error(String type, String message) {
    JsonObject error = new JsonObject().put("type", type).put("message", message);
    return new JsonObject().put("error", error).encode();
  }

  /** A chunk of one choice with this delta. */
  public static String chunk(int choice, JsonObject delta, String finishReason) {
    JsonObject one = new JsonObject().put("index", choice).put("delta", delta);
    one.put("finish_reason", finishReason);
    return new JsonObject()
        .put("id", "chatcmpl-scripted")
        .put("object", "chat.completion.chunk")
        .put("created", 1767225600)
        .put("model", "scripted")
        .put("choices", new JsonArray().add(one))
        .encode();
  }
}
