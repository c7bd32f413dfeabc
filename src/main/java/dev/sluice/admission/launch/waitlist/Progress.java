package dev.sluice.admission.launch.waitlist;

import java.time.Instant;
import java.util.Optional;

/** How it stands with an application, as its applicant is told. */
public sealed interface Progress {

  /**
   * @param position how many are first, and this one; 1 is next
   */
  record Waiting(long position) implements Progress {}

  /**
   * @param prefix the beginning of the code that was drawn last; empty before the first
   */
  record Invited(Optional<String> prefix, boolean redeemed, Optional<Instant> expiresAt)
      implements Progress {}

  /** Not this time. */
  record Declined(String reason) implements Progress {}
}
