package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Refusal;
import java.util.Iterator;
import java.util.Map;

/**
 * Refuses JSON with half a surrogate pair in it: such text has no UTF-8 form, and providers and
 * moderation vendors would each see something else.
 */
final class WholeText {
  private static final int LONGEST_PATH = 200;

  private WholeText() {}

  static void check(JsonNode root) {
    check(root, "");
  }

  private static void check(JsonNode node, String path) {
    if (node.isTextual()) {
      refuseIfBroken(node.textValue(), path);
    } else if (node.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
        Map.Entry<String, JsonNode> field = it.next();
        refuseIfBroken(field.getKey(), path);
        check(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), path + "[" + i + "]");
      }
    }
  }

  /** A path is made of the caller's own names, which may be of any length. */
  private static Refusal broken(String path) {
    String shown = path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
    return Refusal.Invalid.parameter(shown, "'" + shown + "' has half a surrogate pair in it.");
  }

  private static void refuseIfBroken(String text, String path) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw broken(path);
      }
    }
  }
}
