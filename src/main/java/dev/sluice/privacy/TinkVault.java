package dev.sluice.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.PrfSet;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.Purpose;
import dev.sluice.model.privacy.SealBroken;
import dev.sluice.model.privacy.Sealed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;

/** Fields sealed by Google Tink: AES-256-GCM, and HMAC-SHA-256 for fingerprints. */
final class TinkVault implements FieldVault {
  private static final int FINGERPRINT_BYTES = 32;

  private final Aead aead;
  private final PrfSet prf;

  TinkVault(KeySet keys) throws GeneralSecurityException {
    this.aead = keys.aead();
    this.prf = keys.prf();
  }

  @Override
  public Sealed seal(Purpose purpose, String owner, String clear) {
    try {
      byte[] sealed = aead.encrypt(bytes(clear), bytes(bound(purpose, owner)));
      return new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a value could not be sealed", impossible);
    }
  }

  @Override
  public String open(Purpose purpose, String owner, Sealed sealed) {
    try {
      byte[] text = Base64.getUrlDecoder().decode(sealed.text());
      byte[] clear = aead.decrypt(text, bytes(bound(purpose, owner)));
      return new String(clear, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw new SealBroken();
    }
  }

  @Override
  public String fingerprint(Purpose purpose, String clear) {
    try {
      byte[] hash = prf.computePrimary(bytes(bound(purpose, clear)), FINGERPRINT_BYTES);
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a value could not be fingerprinted", impossible);
    }
  }

  /** Purposes hold no zero, so that no two pairs look alike. */
  private static String bound(Purpose purpose, String text) {
    return purpose.name() + '\0' + text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
