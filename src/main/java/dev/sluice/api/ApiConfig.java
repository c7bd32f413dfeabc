package dev.sluice.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits and timings of the HTTP edges. */
@ConfigMapping(prefix = "sluice.api")
public interface ApiConfig {
  /** Largest request body. */
  @WithDefault("4M")
  MemorySize maxBody();

  /** How long a stream's head waits for the first chunk, so that a failure keeps its status. */
  @WithDefault("5s")
  Duration headWait();

  /** Silence after which a stream gets a heartbeat. */
  @WithDefault("15s")
  Duration keepAlive();
}
