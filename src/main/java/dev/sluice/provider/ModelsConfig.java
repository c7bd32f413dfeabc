package dev.sluice.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model aliases callers may name ({@code sluice.models.<alias>.…}). */
@ConfigMapping(prefix = "sluice.models")
public interface ModelsConfig {

  @WithParentName
  Map<String, ModelConfig> byAlias();

  /** One alias. */
  interface ModelConfig {
    /**
     * {@code <provider>/<upstream model>}, in failover order. Required; optional here only so that
     * its absence is told in our words.
     */
    Optional<List<String>> targets();

    /** Bound on a caller's {@code max_tokens}, and what is asked for where it gives none. */
    @WithDefault("4096")
    int maxOutputTokens();

    /** The range callers may ask for, {@code <low>..<high>}. */
    @WithDefault("0..2")
    String temperature();

    /** Whether callers wait in a queue when all slots are taken. */
    @WithDefault("false")
    boolean queue();

    /** How long all candidates together may take to the first chunk. */
    @WithDefault("60s")
    Duration openTimeout();

    Optional<String> description();
  }
}
