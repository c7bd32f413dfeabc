package dev.sluice.admission.identity.idcheck;

import dev.sluice.admission.identity.HttpCalls;
import dev.sluice.admission.identity.IdentityConfig;
import dev.sluice.model.SettingRules;
import dev.sluice.model.signature.Endpoint;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the register, at start, so that wrong settings are told of then. */
class RegisterWiring {
  private static final SettingRules RULES =
      new SettingRules("sluice.admission.identity.id-number.");

  @Produces
  @Singleton
  @Startup
  Register register(IdentityConfig config, Vertx vertx) {
    IdentityConfig.IdCheck check = config.idNumber();
    return check
        .baseUrl()
        .<Register>map(
            url ->
                new HttpRegister(
                    new HttpCalls(vertx, "register", check.timeout()),
                    endpoint(url),
                    check.apiKey()))
        .orElseGet(NoRegister::new);
  }

  private static Endpoint endpoint(String url) {
    try {
      return Endpoint.of(url);
    } catch (IllegalArgumentException wrong) {
      throw RULES.wrong("base-url", url, wrong.getMessage());
    }
  }
}
