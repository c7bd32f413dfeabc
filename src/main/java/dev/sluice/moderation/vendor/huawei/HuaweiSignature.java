package dev.sluice.moderation.vendor.huawei;

import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.model.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Huawei Cloud's {@code SDK-HMAC-SHA256}, as its Java kit's {@code AKSKSigner} computes it: the
 * secret is the key as it is, and the signed path ends in a slash.
 */
final class HuaweiSignature {
  private static final String ALGORITHM = "SDK-HMAC-SHA256";

  private HuaweiSignature() {}

  /**
   * The value of the {@code authorization} header.
   *
   * @param time {@code 20150830T123600Z}, as it stands in {@code x-sdk-date}
   */
  static String authorization(CanonicalRequest request, String time, String keyId, String secret) {
    String toSign = String.join("\n", ALGORITHM, time, request.hash());
    byte[] signature = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), toSign);
    return "%s Access=%s, SignedHeaders=%s, Signature=%s"
        .formatted(ALGORITHM, keyId, request.signedHeaders(), HexFormat.of().formatHex(signature));
  }
}
