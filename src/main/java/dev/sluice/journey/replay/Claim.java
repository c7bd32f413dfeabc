package dev.sluice.journey.replay;

/** What became of an attempt to start a generation under an {@code Idempotency-Key}. */
public sealed interface Claim {

  /** The key is ours: start it. */
  record First() implements Claim {}

  /** The same request was made before; this is its generation. */
  record Joined(String generationId) implements Claim {}

  /** The key was used for another body. */
  record Conflict() implements Claim {}
}
