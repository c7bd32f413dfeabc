package dev.sluice.admission.guess;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long those wait for their answer who show credentials that are none. */
@ConfigMapping(prefix = "sluice.admission.slow-down")
public interface SlowDownConfig {
  /** Failures of an address that cost nothing but {@link #least}. */
  @WithDefault("5")
  int free();

  /** How soon a refusal is given at most; hides how long it took to find out. */
  @WithDefault("20ms")
  Duration least();

  /** The first failure that costs; each further one costs twice as much. */
  @WithDefault("100ms")
  Duration first();

  @WithDefault("2s")
  Duration longest();

  /** After so long without a failure an address begins anew. */
  @WithDefault("1m")
  Duration forget();

  /** Refusals that may wait at once, of one address and of all; further ones are 429. */
  @WithDefault("16")
  int waitingPerAddress();

  @WithDefault("512")
  int waiting();

  /** Addresses that are remembered. */
  @WithDefault("10000")
  int addresses();
}
