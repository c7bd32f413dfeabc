package dev.sluice.admission.launch.waitlist;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An applicant as operators see him: his contact is masked.
 *
 * @param invite the number of the invite that came of it
 * @param reason why he was declined
 */
public record Applicant(
    long number,
    String contact,
    Map<String, String> answers,
    String language,
    State state,
    Instant signedUp,
    Optional<Instant> decidedAt,
    Optional<Long> invite,
    Optional<String> reason) {

  /** How far the application came. */
  public enum State {
    WAITING,
    INVITED,
    DECLINED
  }

  public Applicant {
    answers = Map.copyOf(answers);
  }
}
