package dev.sluice.provider;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The model aliases callers may name, each with its route. Read once at start; wrong configuration
 * stops the start with a sentence that names the key, the value and what is allowed.
 */
@Startup
@ApplicationScoped
public class Routes {

  private final Map<String, Route> byAlias;
  private final ProvidersConfig providers;

  @Inject
  public Routes(ModelsConfig models, ProvidersConfig providers) {
    this.providers = providers;
    RouteReader reader = new RouteReader(providers.byId().keySet());
    this.byAlias =
        models.byAlias().entrySet().stream()
            .map(entry -> reader.read(entry.getKey(), entry.getValue()))
            .collect(Collectors.toUnmodifiableMap(Route::alias, Function.identity()));
  }

  public Optional<Route> find(String alias) {
    return Optional.ofNullable(byAlias.get(alias));
  }

  /** How many streams the route's providers take at once, together. */
  public int capacity(Route route) {
    return route.candidates().stream()
        .map(Candidate::provider)
        .distinct()
        .mapToInt(provider -> providers.byId().get(provider).maxConcurrent())
        .sum();
  }

  /** All of them, ordered by alias. */
  public List<Route> all() {
    return byAlias.values().stream().sorted(Comparator.comparing(Route::alias)).toList();
  }
}
