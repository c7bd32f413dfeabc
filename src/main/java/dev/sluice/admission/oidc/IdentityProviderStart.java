package dev.sluice.admission.oidc;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Turns OIDC on where an identity provider is named, which is known only when the program starts.
 * Our properties switch Quarkus's tenant off: it would not start without a provider.
 */
@ApplicationScoped
class IdentityProviderStart {
  private final OidcConfig quarkus;
  private final OidcClaimsConfig claims;

  IdentityProviderStart(OidcConfig quarkus, OidcClaimsConfig claims) {
    this.quarkus = quarkus;
    this.claims = claims;
  }

  void configure(@Observes Oidc oidc) {
    var named = quarkus.namedTenants().get(OidcConfig.DEFAULT_TENANT_KEY);
    if (named.authServerUrl().isPresent()) {
      check(named);
      oidc.create(OidcTenantConfig.builder(named).enableTenant().build());
    }
  }

  private void check(io.quarkus.oidc.runtime.OidcTenantConfig named) {
    if (named.token().audience().isEmpty()) {
      throw new ConfigurationException(
          "quarkus.oidc.token.audience is not set, but must name whom access tokens are meant for,"
              + " or be 'any': else tokens meant for other services would open this one.");
    }
    if (claims.roleClaim().isEmpty() && !claims.roles().isEmpty()) {
      throw new ConfigurationException(
          "sluice.admission.oidc.role-claim is not set, but must name the claim that holds the"
              + " roles of sluice.admission.oidc.roles.");
    }
  }
}
