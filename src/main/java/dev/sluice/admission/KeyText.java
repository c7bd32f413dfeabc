package dev.sluice.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The text of an API key: {@code sk-slc-} and 32 random bytes in base64url. */
final class KeyText {
  static final String PREFIX = "sk-slc-";
  private static final int RANDOM_BYTES = 32;
  private static final int DISPLAYED = PREFIX.length() + 4;

  private KeyText() {}

  static String random(SecureRandom random) {
    byte[] secret = new byte[RANDOM_BYTES];
    random.nextBytes(secret);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  static String hash(String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Enough to tell keys apart on a page, far too little to guess one. */
  static String displayPrefix(String key) {
    return key.substring(0, Math.min(DISPLAYED, key.length() / 2));
  }
}
