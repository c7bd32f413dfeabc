package dev.sluice.moderation.vendor.volcengine;

import dev.sluice.model.Sha256;
import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Access;
import dev.sluice.moderation.vendor.ScopedSignature;
import dev.sluice.moderation.vendor.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Volcengine has to be told.
 *
 * @param application whose rules hold
 */
record VolcengineSettings(Endpoint endpoint, String region, String application, Access access) {
  private static final String SERVICE = "llmshield";
  private static final String PATH = "/v2/moderate";
  private static final String QUERY = "Action=Moderate&Version=2025-08-31";
  private static final String JSON = "application/json";

  static VolcengineSettings of(Settings settings) {
    settings.onlyOptions();
    String region = settings.region("cn-beijing");
    String own = "https://" + region + ".sdk.access.llm-shield.omini-shield.com";
    return new VolcengineSettings(
        settings.baseUrl(own), region, settings.service(), Access.of(settings));
  }

  String uri() {
    return endpoint.at(PATH + "?" + QUERY);
  }

  List<Map.Entry<String, String>> headers(byte[] body, Instant now) {
    if (access instanceof Access.KeyPair pair) {
      return signed(pair, body, ScopedSignature.time(now));
    }
    Access.ApiKey key = (Access.ApiKey) access;
    return List.of(Map.entry("content-type", JSON), Map.entry("x-api-key", key.key()));
  }

  private List<Map.Entry<String, String>> signed(Access.KeyPair pair, byte[] body, String time) {
    String hash = Sha256.hex(body);
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("content-type", JSON);
    signed.put("host", endpoint.host());
    signed.put("x-content-sha256", hash);
    signed.put("x-date", time);
    CanonicalRequest request =
        new CanonicalRequest("POST", endpoint.path() + PATH, QUERY, signed, hash);
    List<Map.Entry<String, String>> headers = new ArrayList<>(signed.entrySet());
    headers.add(Map.entry("x-top-service", SERVICE));
    headers.add(Map.entry("x-top-region", region));
    String authorization =
        ScopedSignature.VOLCENGINE.authorization(
            request, time, region, SERVICE, pair.id(), pair.secret());
    headers.add(Map.entry("authorization", authorization));
    return headers;
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "VolcengineSettings[" + endpoint.origin() + "]";
  }
}
