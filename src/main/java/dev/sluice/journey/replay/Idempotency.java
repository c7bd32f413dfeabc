package dev.sluice.journey.replay;

import io.smallrye.mutiny.Uni;

/**
 * Remembers {@code Idempotency-Key}s per account for {@code sluice.generations.idempotency-ttl}.
 * Fails with {@link ReplayFailure.ReplayUnavailable} only.
 */
public interface Idempotency {

  /**
   * Takes the key for a generation unless it is taken. Repeating the same claim yields the same
   * answer.
   *
   * @param bodyHash a digest of the request's body, without spaces
   */
  Uni<Claim> claim(String accountId, String key, String bodyHash, String generationId);

  /** Gives the key back, if that generation holds it: it was refused before it began. */
  Uni<Void> release(String accountId, String key, String generationId);
}
