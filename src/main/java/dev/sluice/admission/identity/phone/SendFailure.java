package dev.sluice.admission.identity.phone;

import dev.sluice.admission.identity.HttpReply;
import dev.sluice.admission.identity.Patience;
import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted.Limit;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Optional;

/** What a vendor's code means for the caller who asked for a code. */
enum SendFailure {
  /** The vendor takes it for no number, or its owner wants no messages. */
  NUMBER,
  /** This number, or our account, gets no more messages for now. */
  FREQUENCY,
  /** Anything else: ours to mend. */
  VENDOR;

  /** The refusal that says so; the vendor's code goes to the log. */
  Refusal refusal(String vendor, String code) {
    Log.warnf("phone code not sent vendor=%s code=%s", vendor, HttpReply.shown(code));
    return switch (this) {
      case NUMBER ->
          Refusal.Invalid.parameter("phone", "'phone' is a number that takes no messages.");
      case FREQUENCY ->
          new Refusal.Exhausted(
              Limit.RATE,
              "This number was sent too many codes; try again later.",
              Optional.of(Duration.ofMinutes(1)));
      case VENDOR -> Patience.unavailable("The code could not be sent at the moment; try again.");
    };
  }
}
