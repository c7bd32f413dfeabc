package dev.sluice.admission.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.regex.Pattern;

/** What a vendor answered. Its texts may quote what was asked, so only plain codes are shown. */
public record HttpReply(int status, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,63}");

  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** The body, or what has no fields where that is no JSON. */
  public JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException quotesTheText) {
      return MissingNode.getInstance();
    }
  }

  /** A vendor's code as it may stand in a log. */
  public static String shown(String code) {
    return PLAIN.matcher(code).matches() ? code : "unprintable";
  }
}
