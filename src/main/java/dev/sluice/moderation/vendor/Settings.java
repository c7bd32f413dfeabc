package dev.sluice.moderation.vendor;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.ModerationConfig.VendorConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A vendor's configuration as its protocol reads it, once, at start. What is missing or wrong
 * throws {@code ConfigurationException} with one sentence that names the key; values of keys are
 * never quoted where they may be secrets.
 */
public final class Settings {
  private final String prefix;
  private final VendorConfig config;

  public Settings(String id, VendorConfig config) {
    this.prefix = "sluice.moderation.vendors." + id + ".";
    this.config = config;
  }

  public String apiKey() {
    return needed("api-key", config.apiKey());
  }

  public Optional<String> optionalApiKey() {
    return given(config.apiKey());
  }

  public String accessKeyId() {
    return needed("access-key-id", config.accessKeyId());
  }

  public String accessKeySecret() {
    return needed("access-key-secret", config.accessKeySecret());
  }

  public String region() {
    return label("region", needed("region", config.region()));
  }

  public String region(String otherwise) {
    return label("region", given(config.region()).orElse(otherwise));
  }

  public String service() {
    return needed("service", config.service());
  }

  public Optional<String> optionalService() {
    return given(config.service());
  }

  /** Where the vendor is, for vendors without an address of their own. */
  public Endpoint baseUrl() {
    return endpoint(needed("base-url", config.baseUrl()));
  }

  public Endpoint baseUrl(String otherwise) {
    return endpoint(given(config.baseUrl()).orElse(otherwise));
  }

  public String option(String name) {
    return needed("options." + name, optionalOption(name));
  }

  public Optional<String> optionalOption(String name) {
    return given(Optional.ofNullable(config.options().get(name)));
  }

  /** An option that is one of few words. */
  public String option(String name, String otherwise, Set<String> allowed) {
    String value = optionalOption(name).orElse(otherwise);
    if (!allowed.contains(value)) {
      throw wrong("options." + name, value, String.join(", ", new TreeSet<>(allowed)));
    }
    return value;
  }

  /** An option that is a count. */
  public int option(String name, int otherwise, int min, int max) {
    String value = optionalOption(name).orElse(String.valueOf(otherwise));
    if (!value.matches("\\d{1,9}")
        || Integer.parseInt(value) < min
        || Integer.parseInt(value) > max) {
      throw wrong("options." + name, value, "a number from " + min + " to " + max);
    }
    return Integer.parseInt(value);
  }

  /** An option that is a list of few words, in which each counts once. */
  public Set<String> options(String name, String otherwise, Set<String> allowed) {
    String list = optionalOption(name).orElse(otherwise);
    Set<String> words = new TreeSet<>(Arrays.asList(list.split("\\s*,\\s*", -1)));
    if (!allowed.containsAll(words)) {
      throw wrong(
          "options." + name, list, "a list of " + String.join(", ", new TreeSet<>(allowed)));
    }
    return words;
  }

  /** An option that is a share. */
  public double option(String name, double otherwise) {
    String value = optionalOption(name).orElse(String.valueOf(otherwise));
    if (!value.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
      throw wrong("options." + name, value, "a number from 0 to 1");
    }
    return Double.parseDouble(value);
  }

  /** Refuses options that the type does not have, which are most likely misspelt. */
  public void onlyOptions(String... names) {
    Set<String> allowed = new TreeSet<>(Set.of(names));
    for (String name : config.options().keySet()) {
      if (!allowed.contains(name)) {
        throw new ConfigurationException(
            prefix + "options." + name + " is not known; allowed are: " + allowed + ".");
      }
    }
  }

  /** Names the key, the value and what is allowed; not for secrets. */
  public ConfigurationException wrong(String key, String value, String allowed) {
    return new ConfigurationException(
        "%s%s is '%s'; allowed is: %s.".formatted(prefix, key, value, allowed));
  }

  /** Names the key and what it should hold, for values that may be secrets. */
  public ConfigurationException unusable(String key, String needed) {
    return new ConfigurationException(
        "%s%s is not usable; needed is %s.".formatted(prefix, key, needed));
  }

  private String needed(String key, Optional<String> value) {
    return given(value)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s%s is missing; type '%s' needs it.".formatted(prefix, key, type())));
  }

  private String type() {
    return config.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static Optional<String> given(Optional<String> value) {
    return value.map(String::strip).filter(it -> !it.isEmpty());
  }

  /** It becomes a part of a host name. */
  private String label(String key, String value) {
    if (!value.matches("[a-z0-9-]{1,63}")) {
      throw wrong(key, value, "lower-case letters, digits and hyphens");
    }
    return value;
  }

  private Endpoint endpoint(String url) {
    try {
      return Endpoint.of(url);
    } catch (IllegalArgumentException unfit) {
      throw unusable("base-url", unfit.getMessage());
    }
  }
}
