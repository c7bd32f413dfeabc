package dev.sluice.model.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tencent Cloud's request signature (TC3-HMAC-SHA256): a key derived from the secret for one UTC
 * day and service. Signs the host and the content type, as the vendor's own kits do.
 *
 * @see <a href="https://cloud.tencent.com/document/product/1124/100982">the method, with an
 *     example</a>
 */
public final class Tc3Signature {
  public static final String CONTENT_TYPE = "application/json; charset=utf-8";

  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String END = "tc3_request";

  private final String keyId;
  private final String secret;

  public Tc3Signature(String keyId, String secret) {
    this.keyId = keyId;
    this.secret = secret;
  }

  /** The value of the {@code authorization} header of a POST to the root. */
  public String authorization(String host, String path, String service, byte[] body, Instant now) {
    CanonicalRequest request =
        CanonicalRequest.post(
            path, new TreeMap<>(Map.of("content-type", CONTENT_TYPE, "host", host)), body);
    String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    String scope = day + "/" + service + "/" + END;
    String toSign =
        String.join("\n", ALGORITHM, String.valueOf(now.getEpochSecond()), scope, request.hash());
    byte[] key = ("TC3" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, service, END, toSign}) {
      key = Hmac.sha256(key, part);
    }
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(ALGORITHM, keyId, scope, request.signedHeaders(), HexFormat.of().formatHex(key));
  }
}
