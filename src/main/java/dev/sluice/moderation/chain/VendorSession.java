package dev.sluice.moderation.chain;

import java.util.Optional;

/**
 * What one vendor knows of one text.
 *
 * @param number counts how often it was begun anew
 * @param begun whether the vendor was asked, and answered, in this session
 * @param seen up to where it was sent the text; meaningful once begun
 * @param issued the id it answered the last call with
 */
record VendorSession(int number, boolean begun, int seen, Optional<String> issued) {

  static VendorSession first(Optional<String> linked) {
    return new VendorSession(0, false, 0, linked);
  }

  VendorSession heard(int end, Optional<String> answered) {
    return new VendorSession(number, true, end, answered.or(() -> issued));
  }

  /** A new one: what the vendor made of the old one is not known. */
  VendorSession renewed(Optional<String> linked) {
    return new VendorSession(number + 1, false, 0, linked);
  }
}
