package dev.sluice.moderation.window;

import dev.sluice.moderation.ModerationConfig.Output;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/**
 * How large windows become, how long they stay open and how long they wait for a verdict; lengths
 * in code points. Made of a configuration, it throws {@code ConfigurationException} with one
 * sentence that names the key.
 */
record Sizes(int firstWindow, int window, Duration maxWait, int maxHeld, Duration patience) {
  /** Vendors have a deadline; whoever watches over it grants a little more. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final String PREFIX = "sluice.moderation.output.";

  static Sizes of(Output output) {
    within("first-window", output.firstWindow(), 1, "window", output.window());
    within("window", output.window(), 1, "max-held", output.maxHeld());
    within("overlap", output.overlap(), 0, "window", output.window());
    positive("max-wait", output.maxWait());
    positive("deadline", output.deadline());
    return new Sizes(
        output.firstWindow(),
        output.window(),
        output.maxWait(),
        output.maxHeld(),
        output.deadline().plus(GRACE));
  }

  private static void within(String key, int value, int least, String other, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          "%s%s is \"%d\"; allowed is: a whole number from %d to %s%s, which is %d."
              .formatted(PREFIX, key, value, least, PREFIX, other, most));
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new ConfigurationException(
          "%s%s is \"%s\"; allowed is: a duration longer than zero, such as 400ms."
              .formatted(PREFIX, key, value));
    }
  }
}
