package dev.sluice.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How much saved text an account may have, and for how long. */
@ConfigMapping(prefix = "sluice.storage")
public interface StorageConfig {

  /** For plans that say nothing else; without {@code bytes}, as much as there comes. */
  @WithParentName
  Usual usual();

  Map<String, Plan> plans();

  /** How far apart two looks for expired texts are. */
  @WithDefault("10m")
  Duration purgeEvery();

  /** What holds where a plan says nothing. */
  interface Usual {
    Optional<MemorySize> bytes();

    @WithDefault("30")
    int days();

    @WithDefault("prune")
    WhenFull whenFull();

    /** For how many days a plan that became smaller takes nothing away. */
    @WithDefault("30")
    int graceDays();
  }

  /** A plan's own terms. */
  interface Plan {
    Optional<MemorySize> bytes();

    OptionalInt days();

    Optional<WhenFull> whenFull();
  }

  /** What becomes of a text for which there is no room. */
  enum WhenFull {
    /** It is not saved, and no new generation begins. */
    REFUSE,
    /** The account's oldest texts go. */
    PRUNE
  }
}
