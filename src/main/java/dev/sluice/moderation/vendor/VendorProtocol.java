package dev.sluice.moderation.vendor;

import io.smallrye.mutiny.Uni;

/**
 * A vendor's wire format: pure translation, no I/O of its own. An answer that is neither a clear
 * pass nor a clear hit must become a {@link VendorFailure}.
 */
public interface VendorProtocol {

  Capabilities capabilities();

  /** Asks by means of {@code calls}; most interfaces need one call, some a token first. */
  Uni<Judgement> judge(Inquiry inquiry, Calls calls);

  /** The vendor's HTTP side. */
  interface Calls {
    /** Fails with {@link VendorFailure} where no whole answer came; any status is an answer. */
    Uni<VendorAnswer> send(VendorRequest request);
  }
}
