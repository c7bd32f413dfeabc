package dev.sluice.model.signature;

import dev.sluice.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alibaba Cloud's request signature, version 3 (ACS3-HMAC-SHA256): the secret itself is the key.
 *
 * @see <a
 *     href="https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature">
 *     request structure and signature</a>
 */
public final class Acs3Signature {
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private final String keyId;
  private final String secret;

  public Acs3Signature(String keyId, String secret) {
    this.keyId = keyId;
    this.secret = secret;
  }

  /** The headers of a POST of a form, all of which are signed, and the authorization. */
  public SortedMap<String, String> headers(
      String host,
      String path,
      String action,
      String version,
      byte[] body,
      Instant now,
      String nonce) {
    return headers(host, path, "", action, version, body, now, nonce);
  }

  /** The same, with parameters in the query: encoded, sorted. */
  public SortedMap<String, String> headers(
      String host,
      String path,
      String query,
      String action,
      String version,
      byte[] body,
      Instant now,
      String nonce) {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", host);
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put("x-acs-action", action);
    headers.put("x-acs-content-sha256", Sha256.hex(body));
    headers.put("x-acs-date", now.truncatedTo(ChronoUnit.SECONDS).toString());
    headers.put("x-acs-signature-nonce", nonce);
    headers.put("x-acs-version", version);
    headers.put(
        "authorization",
        authorization(new CanonicalRequest("POST", path, query, headers, Sha256.hex(body))));
    return headers;
  }

  String authorization(CanonicalRequest request) {
    String toSign = ALGORITHM + "\n" + request.hash();
    byte[] signature = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), toSign);
    return "%s Credential=%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, keyId, request.signedHeaders(), HexFormat.of().formatHex(signature));
  }
}
