package dev.sluice.moderation.window;

import dev.sluice.model.Field;
import dev.sluice.model.StreamPart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What parts say, put together for each choice and field. */
final class Texts {
  private Texts() {}

  static Map<String, String> of(List<StreamPart> parts) {
    Map<String, String> texts = new TreeMap<>();
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.Delta delta) {
        texts.merge(key(delta.choice(), delta.field()), delta.text(), String::concat);
      } else if (part instanceof StreamPart.ToolCall call) {
        String key = call.choice() + " tool_calls[" + call.index() + "].arguments";
        texts.merge(key, call.arguments(), String::concat);
      }
    }
    return texts;
  }

  static String key(int choice, Field field) {
    return choice + " " + field.wireName();
  }

  static String of(List<StreamPart> parts, String key) {
    return of(parts).getOrDefault(key, "");
  }
}
