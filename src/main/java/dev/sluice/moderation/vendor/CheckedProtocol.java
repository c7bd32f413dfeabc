package dev.sluice.moderation.vendor;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;

/**
 * What holds for every vendor: a text longer than it takes is never sent, since some vendors judge
 * the beginning of such a text only; half a surrogate pair, which is no text in any encoding, goes
 * as a question mark; and whatever goes wrong in reading an answer is a failure.
 */
final class CheckedProtocol implements VendorProtocol {
  private final VendorProtocol protocol;
  private final Capabilities capabilities;

  CheckedProtocol(VendorProtocol protocol) {
    this.protocol = protocol;
    this.capabilities = protocol.capabilities(); // the same for life, and asked for every passage
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    return Uni.createFrom()
        .deferred(() -> protocol.judge(fitting(inquiry), calls))
        .onFailure()
        .transform(CheckedProtocol::known);
  }

  private Inquiry fitting(Inquiry inquiry) {
    if (!capabilities.takes(inquiry)) {
      throw new VendorFailure(VendorFailure.Kind.UNFIT, "a text longer than the vendor takes");
    }
    return new Inquiry(
        wellFormed(inquiry.text()),
        inquiry.direction(),
        wellFormed(inquiry.prompt()),
        inquiry.sessionId(),
        inquiry.issued(),
        inquiry.first(),
        inquiry.last(),
        inquiry.account());
  }

  /** Of the same length in UTF-16 units, so that spans stay right. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Throwable known(Throwable failure) {
    return failure instanceof VendorFailure
        ? failure
        : new VendorFailure(
            VendorFailure.Kind.RETRYABLE,
            "an answer that could not be read (" + failure.getClass().getSimpleName() + ")");
  }
}
