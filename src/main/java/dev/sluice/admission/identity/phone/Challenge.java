package dev.sluice.admission.identity.phone;

import dev.sluice.model.Caller;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.PhoneNumber;
import dev.sluice.model.privacy.Purpose;

/**
 * That a caller has to show that a phone is his. Names phone and caller by keyed hashes only where
 * it is stored or logged.
 *
 * @param key of caller and phone together, 64 hexadecimal digits
 * @param number of the phone alone
 */
record Challenge(Caller caller, PhoneNumber phone, String key, String number) {
  private static final Purpose CHALLENGE = new Purpose("phone-challenge");
  private static final Purpose NUMBER = new Purpose("phone-limit");

  static Challenge of(FieldVault vault, Caller caller, PhoneNumber phone) {
    return new Challenge(
        caller,
        phone,
        vault.fingerprint(CHALLENGE, caller.owner() + '\0' + phone.international()),
        vault.fingerprint(NUMBER, phone.international()));
  }
}
