package dev.sluice.moderation.vendor.modelarmor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A service account's key, as Google's console gives it out in JSON, and what it signs: RFC 7523
 * assertions for the scope {@code cloud-platform}.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">Google's
 *     description</a>
 */
record ServiceAccount(String email, String keyId, PrivateKey key, String tokenAddress) {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** Throws {@code RuntimeException} that quotes nothing, where it is no such key. */
  static ServiceAccount of(String json) {
    Reply file = Reply.of(oneLine(json).getBytes(StandardCharsets.UTF_8));
    return new ServiceAccount(
        file.text("client_email"),
        file.optionalText("private_key_id").orElse(""),
        privateKey(file.text("private_key")),
        Endpoint.of(file.optionalText("token_uri").orElse("https://oauth2.googleapis.com/token"))
            .at(""));
  }

  /**
   * A properties file turns the key's escaped line ends into real ones, which JSON does not allow.
   * No line end matters here: between fields it is white space, and so it is in the key.
   */
  private static String oneLine(String json) {
    return json.replace('\r', ' ').replace('\n', ' ');
  }

  private static PrivateKey privateKey(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException noKey) {
      throw new IllegalArgumentException("no RSA key in PKCS 8");
    }
  }

  /** A JSON web token that stands for us for an hour. */
  String assertion(Instant now) {
    ObjectNode header = Json.object().put("alg", "RS256").put("typ", "JWT");
    if (!keyId.isEmpty()) {
      header.put("kid", keyId);
    }
    ObjectNode claims =
        Json.object()
            .put("iss", email)
            .put("scope", SCOPE)
            .put("aud", tokenAddress)
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond());
    String signed = encoded(Json.bytes(header)) + "." + encoded(Json.bytes(claims));
    return signed + "." + encoded(signature(signed));
  }

  private byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with RSA", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServiceAccount[" + email + "]";
  }
}
