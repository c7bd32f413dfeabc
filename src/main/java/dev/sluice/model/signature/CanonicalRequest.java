package dev.sluice.model.signature;

import dev.sluice.model.Sha256;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request as several clouds sign it: the same lines in the same order, whatever they do with them
 * afterwards.
 *
 * @param path encoded as the vendor's rule for signing says
 * @param query encoded and sorted; empty where there is none
 * @param headers those that are signed, names in lower case
 * @param bodyHash SHA-256 of the body, in lower-case hexadecimal digits
 */
public record CanonicalRequest(
    String method, String path, String query, SortedMap<String, String> headers, String bodyHash) {

  public CanonicalRequest {
    headers = new TreeMap<>(headers);
  }

  /** A POST without a query. */
  public static CanonicalRequest post(String path, SortedMap<String, String> headers, byte[] body) {
    return new CanonicalRequest("POST", path, "", headers, Sha256.hex(body));
  }

  public String signedHeaders() {
    return String.join(";", headers.keySet());
  }

  /** SHA-256 of all its lines, in lower-case hexadecimal digits. */
  public String hash() {
    return Sha256.hex(lines());
  }

  private String lines() {
    StringBuilder lines = new StringBuilder();
    lines.append(method).append('\n').append(path).append('\n').append(query).append('\n');
    headers.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    return lines.append('\n').append(signedHeaders()).append('\n').append(bodyHash).toString();
  }
}
