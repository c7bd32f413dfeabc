package dev.sluice.journey;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.provider.Route;
import dev.sluice.provider.Routes;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Sees to it that a misspelt alias does not leave the one that was meant open to everybody. */
@ApplicationScoped
class InvitedAliases {
  private final LaunchConfig config;
  private final Routes routes;

  InvitedAliases(LaunchConfig config, Routes routes) {
    this.config = config;
    this.routes = routes;
  }

  void check(@Observes StartupEvent start) {
    config.invite().aliases().keySet().stream()
        .filter(alias -> routes.find(alias).isEmpty())
        .findFirst()
        .ifPresent(this::refuse);
  }

  private void refuse(String alias) {
    throw new ConfigurationException(
        "sluice.admission.invite.aliases.%s names no model alias, but allowed are %s."
            .formatted(alias, routes.all().stream().map(Route::alias).toList()));
  }
}
