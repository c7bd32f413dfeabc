package dev.sluice.model;

/** What is done about a finding, by rising severity; of several the severest counts. */
public enum Action {
  /** Nothing. */
  PASS,
  /** The text passes, and a person looks at it later. */
  REVIEW,
  /** The found part is replaced, the rest passes. */
  MASK,
  /** The text does not pass: an input is refused, an answer cut. */
  BLOCK;

  public Action or(Action other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Action atMost(Action bound) {
    return compareTo(bound) <= 0 ? this : bound;
  }
}
