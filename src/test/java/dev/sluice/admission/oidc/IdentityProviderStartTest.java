package dev.sluice.admission.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.Configs;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentityProviderStartTest {
  private static final String[] OFF = {"quarkus.oidc.tenant-enabled", "false"};
  private static final String[] ADDRESS = {"quarkus.oidc.auth-server-url", "http://id/realms/a"};
  private static final String[] AUDIENCE = {"quarkus.oidc.token.audience", "sluice"};
  private static final String[] ROLE = {"sluice.admission.oidc.roles.boss", "admin"};

  private final List<OidcTenantConfig> created = new ArrayList<>();

  @Test
  void shouldLeaveOidcOff_whenNoProviderIsNamed() {
    // when
    start(OFF, AUDIENCE);
    // then
    assertThat(created).isEmpty();
  }

  @Test
  void shouldTurnOidcOn_withAllThatIsConfigured() {
    // when
    start(OFF, ADDRESS, AUDIENCE);
    // then
    assertThat(created).hasSize(1);
    assertThat(created.get(0).tenantEnabled()).isTrue();
    assertThat(created.get(0).authServerUrl()).contains(ADDRESS[1]);
    assertThat(created.get(0).token().audience()).contains(List.of("sluice"));
  }

  @Test
  void shouldNotStart_whenTokensMeantForOthersWouldOpen() {
    assertThatThrownBy(() -> start(OFF, ADDRESS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("quarkus.oidc.token.audience");
  }

  @Test
  void shouldNotStart_whenRolesStandInNoClaim() {
    assertThatThrownBy(() -> start(OFF, ADDRESS, AUDIENCE, ROLE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.admission.oidc.role-claim");
  }

  private void start(String[]... settings) {
    String[] all = Stream.of(settings).flatMap(Stream::of).toArray(String[]::new);
    new IdentityProviderStart(
            Configs.of(OidcConfig.class, all), Configs.of(OidcClaimsConfig.class, all))
        .configure(new Created());
  }

  /** Only ever asked to create a tenant. */
  private final class Created implements Oidc {
    @Override
    public void create(OidcTenantConfig tenant) {
      created.add(tenant);
    }

    @Override
    public void createServiceApp(String authServerUrl) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void createWebApp(String authServerUrl, String clientId, String clientSecret) {
      throw new UnsupportedOperationException();
    }
  }
}
