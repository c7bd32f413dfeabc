package dev.sluice.journey;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Draws the ids of generations: {@code gen_}, the time in milliseconds (10 characters, so that ids
 * sort by age) and 120 random bits (24 characters), in Crockford's base 32.
 */
@ApplicationScoped
public class GenerationIds {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_CHARS = 10;
  private static final int RANDOM_CHARS = 24;
  private static final int BITS = 5;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  GenerationIds(Clock clock) {
    this.clock = clock;
  }

  public String next() {
    StringBuilder id = new StringBuilder("gen_");
    long now = clock.millis();
    for (int shift = (TIME_CHARS - 1) * BITS; shift >= 0; shift -= BITS) {
      id.append(letter(now >>> shift));
    }
    byte[] bytes = new byte[RANDOM_CHARS];
    random.nextBytes(bytes);
    for (byte one : bytes) {
      id.append(letter(one));
    }
    return id.toString();
  }

  private static char letter(long bits) {
    return ALPHABET.charAt((int) (bits & 31));
  }
}
