package dev.sluice.moderation.vendor;

import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.model.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Signatures by a key that is derived from the secret for one day, region and service: AWS
 * Signature Version 4, and Volcengine's, which differs in three words.
 */
public enum ScopedSignature {
  AWS("AWS4-HMAC-SHA256", "AWS4", "aws4_request"),
  VOLCENGINE("HMAC-SHA256", "", "request");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DAY = 8;

  private final String algorithm;
  private final String keyPrefix;
  private final String end;

  ScopedSignature(String algorithm, String keyPrefix, String end) {
    this.algorithm = algorithm;
    this.keyPrefix = keyPrefix;
    this.end = end;
  }

  /** As these vendors write a time: {@code 20150830T123600Z}. */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  /**
   * The value of the {@code authorization} header.
   *
   * @param time as {@link #time} writes it, and as it stands in the signed headers
   */
  public String authorization(
      CanonicalRequest request,
      String time,
      String region,
      String service,
      String keyId,
      String secret) {
    String day = time.substring(0, DAY);
    String scope = String.join("/", day, region, service, end);
    String toSign = String.join("\n", algorithm, time, scope, request.hash());
    byte[] key = (keyPrefix + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, service, end}) {
      key = Hmac.sha256(key, part);
    }
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(
            algorithm,
            keyId,
            scope,
            request.signedHeaders(),
            HexFormat.of().formatHex(Hmac.sha256(key, toSign)));
  }
}
