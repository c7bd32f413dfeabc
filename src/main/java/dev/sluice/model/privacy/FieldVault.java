package dev.sluice.model.privacy;

/**
 * Personal data of single fields, encrypted for storing and hashed for finding. All methods take
 * microseconds and never block; where no key set is configured they fail with {@link
 * dev.sluice.model.Refusal.Unavailable}, code {@code privacy_unconfigured}.
 */
public interface FieldVault {

  /**
   * The value, encrypted with the newest key; twice the same value gives two different seals.
   *
   * @param owner whose it is; only he opens it again
   */
  Sealed seal(Purpose purpose, String owner, String clear);

  /**
   * The value behind a seal of the same purpose and owner, whichever key of the set made it.
   *
   * @throws SealBroken where it does not open
   */
  String open(Purpose purpose, String owner, Sealed sealed);

  /**
   * A keyed hash by which equal values are found, 64 lower-case hexadecimal digits. Its key is
   * never rotated, since everything found by it would be lost.
   */
  String fingerprint(Purpose purpose, String clear);
}
