package dev.sluice.journey.replay;

/** A clock for spans only: milliseconds since some moment, never going back. */
@FunctionalInterface
interface Ticker {
  Ticker SYSTEM = () -> System.nanoTime() / 1_000_000;

  long millis();
}
