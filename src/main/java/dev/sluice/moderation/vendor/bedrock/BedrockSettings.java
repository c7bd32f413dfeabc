package dev.sluice.moderation.vendor.bedrock;

import dev.sluice.model.Category;
import dev.sluice.model.Sha256;
import dev.sluice.moderation.vendor.Access;
import dev.sluice.moderation.vendor.CanonicalRequest;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.ScopedSignature;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What AWS has to be told.
 *
 * @param guardrail its id or ARN
 * @param anyLanguage whether the guardrail is of the tier that reads more than three languages
 */
record BedrockSettings(
    String origin,
    String region,
    String guardrail,
    String version,
    boolean anyLanguage,
    Access access) {
  private static final int MAX = 25_000;
  private static final String SERVICE = "bedrock";
  private static final String JSON = "application/json";

  private static final Set<Category> COVERAGE =
      Set.of(
          Category.PORNOGRAPHY,
          Category.VIOLENCE_TERROR,
          Category.CONTRABAND,
          Category.ABUSE_HATE,
          Category.PROMPT_ATTACK,
          Category.PRIVACY,
          Category.CUSTOM);

  Capabilities capabilities() {
    return new Capabilities(
        MAX,
        MAX,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        COVERAGE,
        Capabilities.Masking.SPANS,
        anyLanguage ? Set.of() : Set.of("en", "fr", "es"),
        true);
  }

  String uri() {
    return origin + "/guardrail/" + encoded(guardrail) + "/version/" + encoded(version) + "/apply";
  }

  List<Map.Entry<String, String>> headers(byte[] body, Instant now) {
    if (access instanceof Access.KeyPair pair) {
      return signed(pair, body, ScopedSignature.time(now));
    }
    Access.ApiKey key = (Access.ApiKey) access;
    return List.of(
        Map.entry("content-type", JSON), Map.entry("authorization", "Bearer " + key.key()));
  }

  private List<Map.Entry<String, String>> signed(Access.KeyPair pair, byte[] body, String time) {
    URI uri = URI.create(uri());
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("content-type", JSON);
    signed.put("host", uri.getAuthority());
    signed.put("x-amz-content-sha256", Sha256.hex(body));
    signed.put("x-amz-date", time);
    // What is encoded once in the address is signed as if it were encoded twice.
    String path = uri.getRawPath().replace("%", "%25");
    List<Map.Entry<String, String>> headers = new ArrayList<>(signed.entrySet());
    String authorization =
        ScopedSignature.AWS.authorization(
            CanonicalRequest.post(path, signed, body),
            time,
            region,
            SERVICE,
            pair.id(),
            pair.secret());
    headers.add(Map.entry("authorization", authorization));
    return headers;
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "BedrockSettings[" + origin + "]";
  }
}
