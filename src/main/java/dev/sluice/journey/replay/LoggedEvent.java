package dev.sluice.journey.replay;

/**
 * An entry at its place in the log of a generation.
 *
 * @param number counts from 1 without gaps; it is the event id that callers resume from
 */
public record LoggedEvent(long number, Entry entry) {

  public LoggedEvent {
    if (number < 1) {
      throw new IllegalArgumentException("events count from 1");
    }
  }
}
