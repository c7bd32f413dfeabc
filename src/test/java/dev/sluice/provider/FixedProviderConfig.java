package dev.sluice.provider;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A provider's settings for tests. */
public record FixedProviderConfig(
    ProvidersConfig.Type type, Optional<String> apiKey, Map<String, String> headers)
    implements ProvidersConfig.ProviderConfig {

  public static FixedProviderConfig withKey(ProvidersConfig.Type type, String key) {
    return new FixedProviderConfig(type, Optional.of(key), Map.of("x-team", "red"));
  }

  @Override
  public Optional<String> baseUrl() {
    return Optional.of("http://127.0.0.1:1");
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Duration firstChunkTimeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration stallTimeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public int maxConcurrent() {
    return 256;
  }

  @Override
  public Optional<String> recordings() {
    return Optional.empty();
  }

  @Override
  public double speed() {
    return 1;
  }
}
