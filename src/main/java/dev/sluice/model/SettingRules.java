package dev.sluice.model;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/**
 * Rules for settings. A value against one stops the start with a sentence that names the key, the
 * value and what is allowed.
 *
 * @param prefix of the keys, with its last dot
 */
public record SettingRules(String prefix) {

  /** Fails with {@link ConfigurationException} where the rule does not hold. */
  public void demand(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw wrong(key, value, allowed);
    }
  }

  /** Both bounds are allowed. */
  public void within(String key, long value, long least, long most) {
    demand(value >= least && value <= most, key, value, "a number from " + least + " to " + most);
  }

  /** Both bounds are allowed. */
  public void within(String key, Duration value, Duration least, Duration most) {
    boolean holds = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    demand(holds, key, value, "a duration from " + least + " to " + most);
  }

  public ConfigurationException wrong(String key, Object value, String allowed) {
    return new ConfigurationException(
        "%s%s is '%s', but allowed is %s.".formatted(prefix, key, value, allowed));
  }
}
