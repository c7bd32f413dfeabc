package dev.sluice.journey.replay;

import java.time.Duration;

/** How long Redis has been failing for one user of it, and when that is too long. */
final class Patience {
  private static final long SHORTEST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 400;

  private final Ticker ticker;
  private final long limitMillis;
  private boolean failing;
  private long since;
  private long pause;

  Patience(Ticker ticker, Duration limit) {
    this.ticker = ticker;
    this.limitMillis = limit.toMillis();
  }

  void worked() {
    failing = false;
  }

  /**
   * @param sentAt when the command that failed was sent
   */
  void failed(long sentAt) {
    if (!failing) {
      failing = true;
      since = sentAt;
      pause = SHORTEST_PAUSE;
    } else {
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  boolean isOver() {
    return failing && ticker.millis() - since >= limitMillis;
  }

  /** How long to wait before the next try, in milliseconds. */
  long pause() {
    return pause;
  }
}
