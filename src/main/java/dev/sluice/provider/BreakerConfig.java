package dev.sluice.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a candidate is given a rest ({@code sluice.breaker.…}). */
@ConfigMapping(prefix = "sluice.breaker")
public interface BreakerConfig {

  /** How many last answers are looked at; fewer never open the breaker. */
  @WithDefault("20")
  int requestVolume();

  /** The share of those, from 0 to 1, that opens it by failing. */
  @WithDefault("0.5")
  double failureRatio();

  /** How long it stays open before probes are let through. */
  @WithDefault("10s")
  Duration delay();

  /** How many probes must succeed to close it; also how many may be under way at once. */
  @WithDefault("2")
  int successThreshold();

  /** How long all candidates of a provider rest once it refused our credentials. */
  @WithDefault("5m")
  Duration credentialsDelay();

  /** The longest a provider's own {@code Retry-After} makes us skip a candidate. */
  @WithDefault("60s")
  Duration maxRetryAfter();
}
