package dev.sluice.admission.launch.invite;

import java.time.Instant;
import java.util.Optional;

/**
 * An invite as it is shown later: never its code.
 *
 * @param prefix the beginning of the code; empty where it is not drawn yet
 * @param uses how many accounts it may let in
 * @param used how many it has let in
 */
public record Invite(
    long number,
    String prefix,
    Terms terms,
    int used,
    Instant createdAt,
    String createdBy,
    Optional<Instant> revokedAt) {

  /**
   * On what terms it lets in.
   *
   * @param batch the batch of the gray release it counts against; without one, it always works
   * @param plan the plan of those it lets in, where it is not the default
   */
  public record Terms(
      Optional<Integer> batch, int uses, Optional<Instant> expiresAt, Optional<String> plan) {}
}
