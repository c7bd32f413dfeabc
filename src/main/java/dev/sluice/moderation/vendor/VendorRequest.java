package dev.sluice.moderation.vendor;

import java.util.List;
import java.util.Map;

/**
 * One call.
 *
 * @param uri absolute, encoded
 * @param headers in the order they are sent, names in lower case; {@code host} only where it is
 *     signed
 */
public record VendorRequest(
    String method, String uri, List<Map.Entry<String, String>> headers, byte[] body) {

  public static VendorRequest post(
      String uri, List<Map.Entry<String, String>> headers, byte[] body) {
    return new VendorRequest("POST", uri, headers, body);
  }
}
