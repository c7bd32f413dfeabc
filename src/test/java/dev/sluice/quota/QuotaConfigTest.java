package dev.sluice.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quota.QuotaConfig.OnLedgerFailure;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaConfigTest {

  private static final Plans NONE = name -> Optional.empty();

  private static void check(String... keysAndValues) {
    new QuotaRules(Configs.of(QuotaConfig.class, keysAndValues), NONE).check(null);
  }

  @Test
  void shouldKeepQuotas_whenNothingIsSet() {
    QuotaConfig quota = Configs.of(QuotaConfig.class);
    assertThat(quota.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(quota.defaultPlan()).isEqualTo("free");
    assertThat(quota.onLedgerFailure()).isEqualTo(OnLedgerFailure.REFUSE);
    assertThat(quota.localShare()).isEqualTo(5);
    assertThat(quota.ledgerTimeout()).isEqualTo(Duration.ofMillis(90));
    assertThat(quota.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(quota.warnAt()).isEqualTo(80);
  }

  @Test
  void shouldStopTheStart_whenAnAliasNamesNoPlan() {
    assertThatThrownBy(() -> check("sluice.quota.aliases.demo.plan", "gold"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sluice.quota.aliases.demo.plan is 'gold', but allowed is the name of a plan that"
                + " there is.");
  }

  @Test
  void shouldStopTheStart_whenAShareIsNoShare() {
    assertThatThrownBy(() -> check("sluice.quota.local-share", "101"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("sluice.quota.local-share is '101', but allowed is a number from 0 to 100.");
  }

  @Test
  void shouldStopTheStart_whenALeaseOutlivesAMinute() {
    assertThatThrownBy(() -> check("sluice.quota.lease", "2m"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.quota.lease is 'PT2M', but allowed is");
  }
}
