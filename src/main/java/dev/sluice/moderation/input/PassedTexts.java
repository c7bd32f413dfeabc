package dev.sluice.moderation.input;

import dev.sluice.model.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts that the vendors passed not long ago, by hash. A conversation is sent again with every
 * turn; this way each turn is paid for once, and a caller who invents earlier turns has them
 * judged.
 */
final class PassedTexts {
  static final int MOST = 20_000;
  static final Duration KEPT = Duration.ofMinutes(30);

  private final Clock clock;
  private final Map<String, Instant> until =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST;
        }
      };

  PassedTexts(Clock clock) {
    this.clock = clock;
  }

  boolean has(String alias, String text) {
    String key = key(alias, text);
    synchronized (until) {
      Instant end = until.get(key);
      return end != null && clock.instant().isBefore(end);
    }
  }

  void add(String alias, String text) {
    String key = key(alias, text);
    synchronized (until) {
      until.remove(key); // so that it becomes the youngest
      until.put(key, clock.instant().plus(KEPT));
    }
  }

  /** Policies and vendors may differ by alias. */
  private static String key(String alias, String text) {
    return Sha256.hex(alias + '\n' + text);
  }
}
