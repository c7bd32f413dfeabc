package dev.sluice.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quota.QuotaConfig.OnLedgerFailure;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class QuotaConfigTest {

  private static ConfiguredPlans plans(String... keysAndValues) {
    return new ConfiguredPlans(Configs.of(QuotaConfig.class, keysAndValues));
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
  void shouldLimitNothing_whenThePlanIsNotConfigured() {
    assertThat(plans().find("free").orElseThrow().limits()).isEmpty();
    assertThat(plans().find("unlimited")).contains(Plan.UNLIMITED);
    assertThat(plans().find("gold")).isEmpty();
  }

  @Test
  void shouldReadEveryLimit_whenSet() {
    // when
    Plan plan =
        plans(
                "sluice.quota.plans.gold.daily-requests", "1",
                "sluice.quota.plans.gold.daily-tokens", "2",
                "sluice.quota.plans.gold.total-requests", "3",
                "sluice.quota.plans.gold.total-tokens", "4",
                "sluice.quota.plans.gold.requests-per-minute", "5",
                "sluice.quota.plans.gold.tokens-per-minute", "6",
                "sluice.quota.plans.gold.daily-money", "0.25",
                "sluice.quota.plans.gold.total-input-tokens", "7",
                "sluice.quota.plans.gold.daily-output-tokens", "8",
                "sluice.quota.plans.gold.concurrent", "9")
            .find("gold")
            .orElseThrow();
    // then
    assertThat(plan.limits())
        .containsExactlyInAnyOrder(
            new Limit(Measure.REQUESTS, Period.DAY, 1),
            new Limit(Measure.TOKENS, Period.DAY, 2),
            new Limit(Measure.REQUESTS, Period.TOTAL, 3),
            new Limit(Measure.TOKENS, Period.TOTAL, 4),
            new Limit(Measure.REQUESTS, Period.MINUTE, 5),
            new Limit(Measure.TOKENS, Period.MINUTE, 6),
            new Limit(Measure.MONEY, Period.DAY, 250_000),
            new Limit(Measure.INPUT_TOKENS, Period.TOTAL, 7),
            new Limit(Measure.OUTPUT_TOKENS, Period.DAY, 8));
    assertThat(plan.concurrent()).hasValue(9);
  }

  @Test
  void shouldStopTheStart_whenALimitIsNegative() {
    assertThatThrownBy(() -> plans("sluice.quota.plans.gold.daily-input-tokens", "-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("sluice.quota.plans.gold.daily-input-tokens is '-1', but allowed");
  }

  @Test
  void shouldStopTheStart_whenMoneyIsTooFine() {
    assertThatThrownBy(() -> plans("sluice.quota.plans.gold.daily-money", "0.0000001"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("daily-money is '");
  }

  @Test
  void shouldStopTheStart_whenAnAliasNamesNoPlan() {
    assertThatThrownBy(() -> plans("sluice.quota.aliases.demo.plan", "gold"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("sluice.quota.aliases.demo.plan is 'gold', but allowed are free, unlimited.");
  }

  @Test
  void shouldStopTheStart_whenAShareIsNoShare() {
    assertThatThrownBy(() -> plans("sluice.quota.local-share", "101"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("sluice.quota.local-share is '101', but allowed is a number from 0 to 100.");
  }
}
