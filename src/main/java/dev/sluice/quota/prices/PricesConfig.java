package dev.sluice.quota.prices;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What prices are given in. */
@ConfigMapping(prefix = "sluice.quota")
public interface PricesConfig {

  /** A label on prices and reports; nothing is converted. */
  @WithDefault("CNY")
  String currency();
}
