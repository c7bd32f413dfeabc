package dev.sluice.admission;

import dev.sluice.model.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

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
    return Sha256.hex(key);
  }

  /** Enough to tell keys apart on a page, far too little to guess one. */
  static String displayPrefix(String key) {
    return key.substring(0, Math.min(DISPLAYED, key.length() / 2));
  }
}
