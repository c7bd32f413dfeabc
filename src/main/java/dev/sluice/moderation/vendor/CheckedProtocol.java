package dev.sluice.moderation.vendor;

import io.smallrye.mutiny.Uni;

/**
 * What holds for every vendor: a text longer than it takes is never sent, since some vendors judge
 * the beginning of such a text only, and whatever goes wrong in reading an answer is a failure.
 */
final class CheckedProtocol implements VendorProtocol {
  private final VendorProtocol protocol;

  CheckedProtocol(VendorProtocol protocol) {
    this.protocol = protocol;
  }

  @Override
  public Capabilities capabilities() {
    return protocol.capabilities();
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    return Uni.createFrom()
        .deferred(() -> protocol.judge(fitting(inquiry), calls))
        .onFailure()
        .transform(CheckedProtocol::known);
  }

  private Inquiry fitting(Inquiry inquiry) {
    if (!capabilities().takes(inquiry)) {
      throw new VendorFailure(VendorFailure.Kind.UNFIT, "a text longer than the vendor takes");
    }
    return inquiry;
  }

  private static Throwable known(Throwable failure) {
    return failure instanceof VendorFailure
        ? failure
        : new VendorFailure(
            VendorFailure.Kind.RETRYABLE,
            "an answer that could not be read (" + failure.getClass().getSimpleName() + ")");
  }
}
