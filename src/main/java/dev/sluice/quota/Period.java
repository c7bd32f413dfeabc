package dev.sluice.quota;

/** The time over which a limit counts. */
public enum Period {
  MINUTE,
  /** From midnight to midnight in {@code sluice.quota.zone}. */
  DAY,
  /** For ever. */
  TOTAL
}
