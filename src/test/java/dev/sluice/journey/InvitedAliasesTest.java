package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.provider.ModelsConfig;
import dev.sluice.provider.ProvidersConfig;
import dev.sluice.provider.Routes;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class InvitedAliasesTest {

  @Test
  void shouldRefuseToStart_whenAnAliasIsMisspelt() {
    assertThatCode(() -> aliases("demo").check(new StartupEvent())).doesNotThrowAnyException();
    assertThatThrownBy(() -> aliases("dmeo").check(new StartupEvent()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.admission.invite.aliases.dmeo")
        .hasMessageContaining("allowed are [demo]");
  }

  private static InvitedAliases aliases(String named) {
    Routes routes =
        new Routes(
            Configs.of(ModelsConfig.class, "sluice.models.demo.targets", "p/m"),
            Configs.of(ProvidersConfig.class, "sluice.providers.p.type", "replay"));
    return new InvitedAliases(
        Configs.of(LaunchConfig.class, "sluice.admission.invite.aliases." + named, "true"), routes);
  }
}
