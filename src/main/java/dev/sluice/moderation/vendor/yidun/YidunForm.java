package dev.sluice.moderation.vendor.yidun;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Signed form bodies.
 *
 * @param nonces random, never the same twice; 32 hex digits
 */
record YidunForm(YidunSettings settings, Clock clock, Supplier<String> nonces) {
  static final List<Map.Entry<String, String>> HEADERS =
      List.of(Map.entry("content-type", "application/x-www-form-urlencoded;charset=utf-8"));

  /** The parameters with those that every call has, signed as they are and encoded afterwards. */
  byte[] of(String version, Map<String, String> parameters) {
    SortedMap<String, String> all = new TreeMap<>(parameters);
    all.put("secretId", settings.secretId());
    all.put("version", version);
    all.put("timestamp", Long.toString(clock.millis()));
    all.put("nonce", nonces.get());
    all.put("signatureMethod", settings.signature().name());
    all.put("signature", settings.signature().of(all, settings.secretKey()));
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
