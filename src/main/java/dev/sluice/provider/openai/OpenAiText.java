package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Text that comes as a string, as null, or as a list of typed pieces. */
record OpenAiText(String content, String reasoning) {

  /** The string at the parser's place, empty for anything else. */
  static String plain(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /**
   * The texts of {@code [{"type":"text","text":…},{"type":"thinking","thinking":[…]}]}; the parser
   * stands on the array's start, and afterwards on its end.
   */
  static OpenAiText pieces(JsonParser json) throws IOException {
    StringBuilder content = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    int depth = 1;
    int thinkingDepth = Integer.MAX_VALUE;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
        thinkingDepth = depth < thinkingDepth ? Integer.MAX_VALUE : thinkingDepth;
      } else if (token == JsonToken.FIELD_NAME && json.currentName().equals("thinking")) {
        thinkingDepth = depth;
      } else if (token == JsonToken.VALUE_STRING && isText(json.currentName())) {
        (thinkingDepth <= depth ? reasoning : content).append(json.getText());
      }
    }
    return new OpenAiText(content.toString(), reasoning.toString());
  }

  private static boolean isText(String field) {
    return "text".equals(field) || "thinking".equals(field);
  }
}
