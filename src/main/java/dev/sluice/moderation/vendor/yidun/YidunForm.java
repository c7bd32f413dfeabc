package dev.sluice.moderation.vendor.yidun;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Signed form posts, as both of Yidun's interfaces take them. */
final class YidunForm {
  private static final String SIGNATURE_METHOD = "signature-method";
  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(Map.entry("content-type", "application/x-www-form-urlencoded;charset=utf-8"));

  private final Endpoint endpoint;
  private final String secretId;
  private final String secretKey;
  private final YidunSignature signature;
  private final Clock clock;
  private final Supplier<String> nonces;

  YidunForm(Settings settings, Clock clock, Supplier<String> nonces) {
    settings.onlyOptions(SIGNATURE_METHOD);
    this.endpoint = settings.baseUrl("https://as.dun.163.com");
    this.secretId = settings.accessKeyId();
    this.secretKey = settings.accessKeySecret();
    this.signature =
        YidunSignature.valueOf(
            settings.option(SIGNATURE_METHOD, "MD5", Set.of("MD5", "SHA1", "SHA256")));
    this.clock = clock;
    this.nonces = nonces;
  }

  /** The parameters with those that every call has, signed as they are and encoded afterwards. */
  VendorRequest post(String path, String version, Map<String, String> parameters) {
    SortedMap<String, String> all = new TreeMap<>(parameters);
    all.put("secretId", secretId);
    all.put("version", version);
    all.put("timestamp", now());
    all.put("nonce", nonces.get());
    all.put("signatureMethod", signature.name());
    all.put("signature", signature.of(all, secretKey));
    byte[] body = Percent.form(all).getBytes(StandardCharsets.UTF_8);
    return VendorRequest.post(endpoint.at(path), HEADERS, body);
  }

  /** An id for one piece of text, which Yidun wants to be told and never to see again. */
  String dataId() {
    return nonces.get();
  }

  /** Milliseconds since 1970. */
  String now() {
    return Long.toString(clock.millis());
  }
}
