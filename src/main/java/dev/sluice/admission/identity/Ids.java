package dev.sluice.admission.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/** Draws ids that sort by time and cannot be guessed: 48 bits of milliseconds, 80 random ones. */
@ApplicationScoped
class Ids {
  private static final int RANDOM_BYTES = 10;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Ids(Clock clock) {
    this.clock = clock;
  }

  String next(String prefix) {
    byte[] drawn = new byte[RANDOM_BYTES];
    random.nextBytes(drawn);
    return prefix + "%012x".formatted(clock.millis()) + HexFormat.of().formatHex(drawn);
  }
}
