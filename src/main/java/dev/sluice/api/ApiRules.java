package dev.sluice.api;

import dev.sluice.model.SettingRules;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What the settings of the HTTP edges must fulfil. */
@Startup // so that a wrong one stops the start
@ApplicationScoped
class ApiRules {

  ApiRules(ApiConfig config) {
    SettingRules rules = new SettingRules("sluice.api.");
    rules.within("max-body", config.maxBody().asLongValue(), 1024, 256L * 1024 * 1024);
    rules.within("head-wait", config.headWait(), Duration.ZERO, Duration.ofMinutes(1));
    rules.within("keep-alive", config.keepAlive(), Duration.ofMillis(1), Duration.ofMinutes(5));
  }
}
