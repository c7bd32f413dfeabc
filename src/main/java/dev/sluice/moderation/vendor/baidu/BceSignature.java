package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.signature.Hmac;
import dev.sluice.model.signature.Percent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Baidu AI Cloud's request signature (bce-auth-v1), as {@code BceV1Signer} of its Java kit computes
 * it: a key derived from the secret for half an hour, over method, path and headers, not the body.
 */
final class BceSignature {
  private static final String CONTENT_TYPE = "application/json; charset=utf-8";
  private static final int VALID_SECONDS = 1800;

  private final String keyId;
  private final String secret;

  BceSignature(String keyId, String secret) {
    this.keyId = keyId;
    this.secret = secret;
  }

  /**
   * The headers of a POST of JSON, signed.
   *
   * @param path encoded
   */
  List<Map.Entry<String, String>> headers(String host, String path, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    SortedMap<String, String> headers =
        new TreeMap<>(Map.of("content-type", CONTENT_TYPE, "host", host, "x-bce-date", time));
    String prefix = "bce-auth-v1/%s/%s/%d".formatted(keyId, time, VALID_SECONDS);
    String key = hex(Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), prefix));
    String names = String.join(";", headers.keySet());
    String signature =
        hex(Hmac.sha256(key.getBytes(StandardCharsets.UTF_8), canonical(path, headers)));
    headers.put("authorization", prefix + "/" + names + "/" + signature);
    return List.copyOf(headers.entrySet());
  }

  private static String canonical(String path, SortedMap<String, String> headers) {
    String lines =
        headers.entrySet().stream()
            .map(it -> Percent.encoded(it.getKey()) + ":" + Percent.encoded(it.getValue()))
            .collect(Collectors.joining("\n"));
    return "POST\n" + path + "\n\n" + lines;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
