package dev.sluice.moderation.vendor;

import io.smallrye.mutiny.Uni;

/** An organisation that judges texts, through one of its interfaces. */
public interface Vendor {

  /** Its id in the configuration. */
  String id();

  Capabilities capabilities();

  /**
   * Asks at subscription; fails with {@link VendorFailure} only, at the latest when the vendor's
   * own timeout has passed. Cancelling it resets the call.
   */
  Uni<Judgement> judge(Inquiry inquiry);
}
