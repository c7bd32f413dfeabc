package dev.sluice.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;

/**
 * The keys for personal data: {@code {"sealing":…,"fingerprints":…}}, each a key set in Tink's
 * JSON. Of the first the primary key seals and all open; the second has exactly one key, for ever.
 */
final class KeySet {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEALING = "sealing";
  private static final String FINGERPRINTS = "fingerprints";

  private final KeysetHandle sealing;
  private final KeysetHandle fingerprints;

  private KeySet(KeysetHandle sealing, KeysetHandle fingerprints) {
    this.sealing = sealing;
    this.fingerprints = fingerprints;
  }

  /** Throws {@code GeneralSecurityException} where the text is none; it is never quoted. */
  static KeySet parse(String text) throws GeneralSecurityException {
    JsonNode both = tree(text);
    KeySet keys =
        new KeySet(
            part(both, SEALING, AeadConfig2026.get()),
            part(both, FINGERPRINTS, PrfConfig2026.get()));
    if (keys.fingerprints.size() != 1) {
      throw new GeneralSecurityException("there must be exactly one key for fingerprints");
    }
    keys.aead();
    keys.prf();
    return keys;
  }

  static KeySet draw() throws GeneralSecurityException {
    return new KeySet(
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()),
        KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get()));
  }

  /** The same with a new key that seals from now on; the old ones still open. */
  KeySet rotated() throws GeneralSecurityException {
    KeysetHandle.Builder more = KeysetHandle.newBuilder(sealing);
    more.addEntry(
        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
            .withRandomId()
            .makePrimary());
    return new KeySet(more.setConfiguration(AeadConfig2026.get()).build(), fingerprints);
  }

  Aead aead() throws GeneralSecurityException {
    return sealing.getPrimitive(AeadConfig2026.get(), Aead.class);
  }

  PrfSet prf() throws GeneralSecurityException {
    return fingerprints.getPrimitive(PrfConfig2026.get(), PrfSet.class);
  }

  /** Clear keys: for the owner's file only. */
  String text() throws GeneralSecurityException {
    return "{\"%s\":%s,\n\"%s\":%s}\n"
        .formatted(
            SEALING,
            json(sealing, AeadConfig2026.get()),
            FINGERPRINTS,
            json(fingerprints, PrfConfig2026.get()));
  }

  private static String json(KeysetHandle keys, Configuration kind)
      throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keys, kind, InsecureSecretKeyAccess.get());
  }

  private static KeysetHandle part(JsonNode both, String name, Configuration kind)
      throws GeneralSecurityException {
    if (!both.path(name).isObject()) {
      throw new GeneralSecurityException("there must be an object '" + name + "'");
    }
    return TinkJsonProtoKeysetFormat.parseKeyset(
        both.path(name).toString(), kind, InsecureSecretKeyAccess.get());
  }

  private static JsonNode tree(String text) throws GeneralSecurityException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException quotesTheText) {
      throw new GeneralSecurityException("it is no JSON");
    }
  }

  @Override
  public String toString() {
    return "KeySet[" + sealing.size() + " sealing keys]";
  }
}
