package dev.sluice.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** One frame of an event stream, or one comment, read strictly as we promise to write them. */
record Frame(String id, String event, String data, String comment) {

  static Frame of(List<String> lines) {
    String id = "";
    String event = "";
    String data = "";
    String comment = "";
    for (String line : lines) {
      if (line.startsWith("id: ") && id.isEmpty()) {
        id = line.substring(4);
      } else if (line.startsWith("event: ") && event.isEmpty()) {
        event = line.substring(7);
      } else if (line.startsWith("data: ") && data.isEmpty()) {
        data = line.substring(6);
      } else if (line.startsWith(": ") && lines.size() == 1) {
        comment = line.substring(2);
      } else {
        throw new AssertionError("not a line of ours: " + line);
      }
    }
    return new Frame(id, event, data, comment);
  }

  boolean isComment() {
    return !comment.isEmpty();
  }

  boolean isDone() {
    return data.equals("[DONE]");
  }

  long number() {
    return Long.parseLong(id);
  }

  JsonObject json() {
    return new JsonObject(data);
  }

  JsonObject error() {
    return json().getJsonObject("error");
  }

  Optional<JsonObject> choice() {
    JsonArray choices = isDone() ? new JsonArray() : json().getJsonArray("choices");
    return choices == null || choices.isEmpty()
        ? Optional.empty()
        : Optional.of(choices.getJsonObject(0));
  }

  /** The text of a content delta, else nothing. */
  String content() {
    return choice()
        .map(choice -> choice.getJsonObject("delta").getString("content", ""))
        .orElse("");
  }

  Optional<String> finishReason() {
    return choice().map(choice -> choice.getString("finish_reason"));
  }
}
