package dev.sluice.quota.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.testing.Configs;
import org.junit.jupiter.api.Test;

class PlanBookTest {
  private static final Caller ADMIN = new Caller("default", "ann", "key", Caller.Role.ADMIN);

  @Test
  void shouldKeepAPlan_whenTheConfigurationPutsAnAliasOnIt() {
    // given
    PlanBook book =
        new PlanBook(
            new FixedPlans(Configs.of(PlansConfig.class)),
            new PostgresPlans(null),
            Configs.of(QuotaConfig.class, "sluice.quota.aliases.demo.plan", "shared"));
    // then
    assertThatThrownBy(() -> book.delete(ADMIN, "shared"))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class, refused -> assertThat(refused.code()).isEqualTo("plan_in_use"));
  }
}
