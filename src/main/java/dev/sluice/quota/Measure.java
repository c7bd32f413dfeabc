package dev.sluice.quota;

/** What a limit counts. */
public enum Measure {
  REQUESTS,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  /** Input and output together. */
  TOKENS,
  /** In millionths of the currency that prices are given in. */
  MONEY
}
