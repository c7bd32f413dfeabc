package dev.sluice.provider;

import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.ProvidersConfig.Type;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What the configuration of a provider must fulfil; each rule fails with one sentence. */
final class ProviderRules {
  private final String prefix;
  private final ProviderConfig config;

  private ProviderRules(String id, ProviderConfig config) {
    this.prefix = "sluice.providers." + id + ".";
    this.config = config;
  }

  static void check(String id, ProviderConfig config) {
    ProviderRules rules = new ProviderRules(id, config);
    rules.baseUrl();
    rules.headers();
    rules.positive("connect-timeout", config.connectTimeout());
    rules.positive("first-chunk-timeout", config.firstChunkTimeout());
    rules.positive("stall-timeout", config.stallTimeout());
    rules.bounds();
    rules.recordings();
  }

  private void baseUrl() {
    if (config.type() == Type.REPLAY) {
      return;
    }
    String url = config.baseUrl().orElse("");
    if (url.isBlank()) {
      throw wrong("base-url", "is missing", "an http:// or https:// URL such as https://host/v1");
    }
    try {
      BaseUrl.of(url);
    } catch (IllegalArgumentException e) {
      throw wrong("base-url", "is \"" + withoutCredentials(url) + "\"", e.getMessage());
    }
  }

  private void headers() {
    for (Map.Entry<String, String> header : config.headers().entrySet()) {
      boolean oneLine = header.getValue().chars().noneMatch(c -> c < ' ' && c != '\t');
      if (!oneLine || !header.getKey().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw wrong("headers." + header.getKey(), "is no HTTP header", "a name and one line");
      }
    }
  }

  private void positive(String key, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw wrong(key, "is \"" + value + "\"", "a duration from 1 ms to a day");
    }
  }

  private void bounds() {
    if (config.maxConcurrent() < 1) {
      throw wrong("max-concurrent", "is \"" + config.maxConcurrent() + "\"", "1 or more");
    }
    if (!(config.speed() > 0) || Double.isInfinite(config.speed())) {
      throw wrong("speed", "is \"" + config.speed() + "\"", "a number greater than 0");
    }
  }

  private void recordings() {
    config
        .recordings()
        .filter(folder -> config.type() == Type.REPLAY && !Files.isDirectory(Path.of(folder)))
        .ifPresent(
            folder -> {
              throw wrong("recordings", "is \"" + folder + "\"", "a folder that exists");
            });
  }

  private ConfigurationException wrong(String key, String what, String allowed) {
    return new ConfigurationException(prefix + key + " " + what + "; allowed is: " + allowed + ".");
  }

  private static String withoutCredentials(String url) {
    return url.replaceAll("//[^/@]*@", "//***@").replaceAll("\\?.*", "?…");
  }
}
