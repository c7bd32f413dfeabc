package dev.sluice.privacy;

import dev.sluice.model.Refusal;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.Purpose;
import dev.sluice.model.privacy.Sealed;
import java.util.Optional;

/** Without keys: whatever needs them is refused, everything else goes on. */
final class ClosedVault implements FieldVault {

  @Override
  public Sealed seal(Purpose purpose, String owner, String clear) {
    throw unconfigured();
  }

  @Override
  public String open(Purpose purpose, String owner, Sealed sealed) {
    throw unconfigured();
  }

  @Override
  public String fingerprint(Purpose purpose, String clear) {
    throw unconfigured();
  }

  private static Refusal unconfigured() {
    return new Refusal.Unavailable(
        "privacy_unconfigured",
        "Personal data cannot be kept here: the operator has set neither sluice.privacy.keyset nor"
            + " sluice.privacy.keyset-file.",
        Optional.empty());
  }
}
