package dev.sluice.testing;

import io.smallrye.config.SmallRyeConfigBuilder;

/** Configuration as an operator's settings would give it. */
public final class Configs {
  private Configs() {}

  /** The mapping with its defaults, but for the given keys and values, in turn. */
  public static <T> T of(Class<T> mapping, String... keysAndValues) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      builder.withDefaultValue(keysAndValues[i], keysAndValues[i + 1]);
    }
    return builder.build().getConfigMapping(mapping);
  }
}
