package dev.sluice.testing;

import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.ProvidersConfig.Type;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A provider's configuration for tests: the defaults, with short timeouts, and withers. */
public record TestProviderConfig(
    Type type,
    Optional<String> baseUrl,
    Optional<String> apiKey,
    Map<String, String> headers,
    Duration connectTimeout,
    Duration firstChunkTimeout,
    Duration stallTimeout,
    int maxConcurrent,
    Optional<String> recordings,
    double speed)
    implements ProviderConfig {

  public static TestProviderConfig of(Type type, String baseUrl) {
    return new TestProviderConfig(
        type,
        Optional.of(baseUrl),
        Optional.of("sk-test-key"),
        Map.of(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        16,
        Optional.empty(),
        1);
  }

  public TestProviderConfig apiKey(String key) {
    return with(Optional.of(key), headers, firstChunkTimeout, stallTimeout, maxConcurrent, speed);
  }

  public TestProviderConfig headers(Map<String, String> more) {
    return with(apiKey, more, firstChunkTimeout, stallTimeout, maxConcurrent, speed);
  }

  public TestProviderConfig firstChunkTimeout(long millis) {
    Duration timeout = Duration.ofMillis(millis);
    return with(apiKey, headers, timeout, stallTimeout, maxConcurrent, speed);
  }

  public TestProviderConfig stallTimeout(long millis) {
    Duration timeout = Duration.ofMillis(millis);
    return with(apiKey, headers, firstChunkTimeout, timeout, maxConcurrent, speed);
  }

  public TestProviderConfig maxConcurrent(int max) {
    return with(apiKey, headers, firstChunkTimeout, stallTimeout, max, speed);
  }

  public TestProviderConfig speed(double times) {
    return with(apiKey, headers, firstChunkTimeout, stallTimeout, maxConcurrent, times);
  }

  public TestProviderConfig recordings(String folder) {
    return new TestProviderConfig(
        type,
        baseUrl,
        apiKey,
        headers,
        connectTimeout,
        firstChunkTimeout,
        stallTimeout,
        maxConcurrent,
        Optional.of(folder),
        speed);
  }

  private TestProviderConfig with(
      Optional<String> key,
      Map<String, String> more,
      Duration firstChunk,
      Duration stall,
      int max,
      double times) {
    return new TestProviderConfig(
        type, baseUrl, key, more, connectTimeout, firstChunk, stall, max, recordings, times);
  }
}
