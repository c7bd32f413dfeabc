package dev.sluice.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The providers that may be asked, by id ({@code sluice.providers.<id>.…}). */
@ConfigMapping(prefix = "sluice.providers")
public interface ProvidersConfig {

  @WithParentName
  Map<String, ProviderConfig> byId();

  /** The protocols we speak. */
  enum Type {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA,
    REPLAY
  }

  /** One provider. */
  interface ProviderConfig {
    Type type();

    /** Where it is, up to and including the version segment, e.g. {@code https://…/v1}. */
    Optional<String> baseUrl();

    Optional<String> apiKey();

    /** Further headers to send with each request. */
    Map<String, String> headers();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("30s")
    Duration firstChunkTimeout();

    /** How long it may be silent while we ask for more. */
    @WithDefault("30s")
    Duration stallTimeout();

    /** Streams that may be open at once; the connection pool's size. */
    @WithDefault("256")
    int maxConcurrent();

    /** {@code replay} only: a folder of recordings, instead of the built-in ones. */
    Optional<String> recordings();

    /** {@code replay} only: plays that many times faster; 1 is the recorded timing. */
    @WithDefault("1")
    double speed();
  }
}
