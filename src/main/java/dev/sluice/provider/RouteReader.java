package dev.sluice.provider;

import dev.sluice.provider.ModelsConfig.ModelConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns one alias's configuration into a route, or says in one sentence what is wrong with it. */
final class RouteReader {

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String TARGETS_ALLOWED =
      "allowed is a comma-separated list of <provider>/<upstream model>";

  private final Set<String> providers;

  RouteReader(Set<String> providers) {
    this.providers = providers;
  }

  Route read(String alias, ModelConfig config) {
    return new Route(
        alias,
        candidates(alias, config.targets().orElse(List.of())),
        maxOutputTokens(alias, config.maxOutputTokens()),
        temperature(alias, config.temperature()),
        config.queue(),
        openTimeout(alias, config.openTimeout()),
        config.description());
  }

  private List<Candidate> candidates(String alias, List<String> targets) {
    if (targets.isEmpty()) {
      throw wrong(alias, "targets", "", TARGETS_ALLOWED);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (String target : targets) {
      Candidate candidate = candidate(alias, target);
      if (candidates.contains(candidate)) {
        throw wrong(alias, "targets", target, "allowed is each target once");
      }
      candidates.add(candidate);
    }
    return candidates;
  }

  private Candidate candidate(String alias, String target) {
    Candidate candidate;
    try {
      candidate = Candidate.parse(target);
    } catch (IllegalArgumentException e) {
      throw wrong(alias, "targets", target, TARGETS_ALLOWED);
    }
    if (!providers.contains(candidate.provider())) {
      String known = String.join(", ", providers.stream().sorted().toList());
      throw wrong(alias, "targets", target, "allowed as its provider are " + known);
    }
    return candidate;
  }

  private static int maxOutputTokens(String alias, int value) {
    if (value < 1) {
      throw wrong(alias, "max-output-tokens", "" + value, "allowed is a number of at least 1");
    }
    return value;
  }

  private static TemperatureRange temperature(String alias, String value) {
    try {
      return TemperatureRange.parse(value);
    } catch (IllegalArgumentException e) {
      throw wrong(
          alias, "temperature", value, "allowed is <low>..<high> with 0 <= low <= high <= 2");
    }
  }

  private static Duration openTimeout(String alias, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw wrong(alias, "open-timeout", "" + value, "allowed is a duration above zero");
    }
    return value;
  }

  private static ConfigurationException wrong(
      String alias, String property, String value, String allowed) {
    String name = PLAIN_KEY.matcher(alias).matches() ? alias : '"' + alias + '"';
    return new ConfigurationException(
        "sluice.models.%s.%s is '%s', but %s.".formatted(name, property, value, allowed));
  }
}
