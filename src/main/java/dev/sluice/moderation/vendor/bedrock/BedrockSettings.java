package dev.sluice.moderation.vendor.bedrock;

import dev.sluice.model.Category;
import dev.sluice.model.Sha256;
import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.Access;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.ScopedSignature;
import dev.sluice.moderation.vendor.Settings;
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
    Endpoint endpoint,
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

  static BedrockSettings of(Settings settings) {
    settings.onlyOptions("version", "tier");
    String region = settings.region();
    return new BedrockSettings(
        settings.baseUrl("https://bedrock-runtime." + region + ".amazonaws.com"),
        region,
        settings.service(),
        settings.optionalOption("version").orElse("DRAFT"),
        settings.option("tier", "classic", Set.of("classic", "standard")).equals("standard"),
        Access.of(settings));
  }

  Capabilities capabilities() {
    return new Capabilities(
        MAX,
        MAX,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        Coverage.of(COVERAGE),
        Capabilities.Masking.SPANS,
        anyLanguage ? Set.of() : Set.of("en", "fr", "es"));
  }

  String uri() {
    return endpoint.at(path());
  }

  private String path() {
    return "/guardrail/%s/version/%s/apply"
        .formatted(Percent.encoded(guardrail), Percent.encoded(version));
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
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("content-type", JSON);
    signed.put("host", endpoint.host());
    signed.put("x-amz-content-sha256", Sha256.hex(body));
    signed.put("x-amz-date", time);
    // What is encoded once in the address is signed as if it were encoded twice.
    String path = (endpoint.path() + path()).replace("%", "%25");
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

  /** Without the keys. */
  @Override
  public String toString() {
    return "BedrockSettings[" + endpoint.origin() + "]";
  }
}
