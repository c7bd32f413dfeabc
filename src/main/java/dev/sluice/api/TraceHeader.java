package dev.sluice.api;

/** The header that tells a caller its generation's id, before the first byte of any answer. */
public final class TraceHeader {
  public static final String NAME = "X-Sluice-Trace-Id";

  private TraceHeader() {}
}
