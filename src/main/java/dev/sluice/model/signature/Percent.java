package dev.sluice.model.signature;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Percent-encoding by RFC 3986: of ASCII only letters, digits and {@code - _ . ~} stay literal. */
public final class Percent {
  private Percent() {}

  /** The UTF-8 bytes of a text, encoded. */
  public static String encoded(String text) {
    // URLEncoder writes HTML's dialect, which differs in these four characters.
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** A query or a form's body, in the map's order. */
  public static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }
}
