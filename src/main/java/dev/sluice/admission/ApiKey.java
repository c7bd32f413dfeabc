package dev.sluice.admission;

import dev.sluice.model.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * A caller's credential as it is stored: the hash of the key, never the key.
 *
 * @param caller whom it stands for; his credential is this key's id
 * @param prefix the beginning of the key, to tell keys apart on a screen
 * @param expiresAt from when on it no longer counts
 * @param revokedAt when somebody withdrew it
 */
record ApiKey(
    Caller caller,
    String hash,
    String prefix,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  static ApiKey of(String key, Caller caller, Instant now) {
    return new ApiKey(
        caller,
        KeyText.hash(key),
        KeyText.displayPrefix(key),
        now,
        Optional.empty(),
        Optional.empty());
  }
}
