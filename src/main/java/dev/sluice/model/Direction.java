package dev.sluice.model;

/** Which way a judged text goes. */
public enum Direction {
  /** From the caller to the provider. */
  INPUT,
  /** From the provider to the caller. */
  OUTPUT;

  /** As {@code stage} in a cut and in metrics. */
  public String stage() {
    return this == INPUT ? "input" : "output";
  }
}
