package dev.sluice.quota.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.Plan;
import dev.sluice.quota.plans.KeptPlan.Source;
import dev.sluice.quota.prices.PricesConfig;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans as configuration gives them. */
class FixedPlansTest {

  @Test
  void shouldHaveThePlanWithoutLimits_whenNothingIsSet() {
    // when
    NavigableMap<String, KeptPlan> plans = fixed().with(List.of());
    // then
    assertThat(plans)
        .containsOnlyKeys("free", "unlimited")
        .containsValue(new KeptPlan(Plan.UNLIMITED, Source.BUILT_IN));
    assertThat(plans.get("free").plan().limits()).isEmpty();
    assertThat(Configs.of(PlansConfig.class).defaultPlan()).isEqualTo("free");
    assertThat(Configs.of(PricesConfig.class).currency()).isEqualTo("CNY");
  }

  @ParameterizedTest
  @EnumSource(LimitName.class)
  void shouldReadEveryLimit_byItsName(LimitName name) {
    // when
    FixedPlans fixed = fixed("sluice.quota.plans.gold." + name.key(), "9223372036854775807");
    // then
    Plan gold = fixed.with(List.of()).get("gold").plan();
    assertThat(gold.limits()).hasSize(1);
    assertThat(LimitName.of(gold.limits().get(0))).isEqualTo(name);
    assertThat(PlanTerms.json(gold).getLong(name.field())).isEqualTo(Long.MAX_VALUE);
    assertThat(PlanTerms.plan("gold", PlanTerms.json(gold))).isEqualTo(gold);
  }

  @Test
  void shouldKnowEachKindOfLimitOnce_whateverItsName() {
    List<Limit> all = LimitName.limits(name -> OptionalLong.of(1));
    assertThat(all).hasSameSizeAs(LimitName.values()).doesNotHaveDuplicates();
    assertThat(Arrays.stream(LimitName.values()).map(LimitName::field))
        .contains("daily_requests", "requests_per_minute", "total_money");
  }

  @Test
  void shouldPreferTheConfiguration_whenAnOperatorsPlanHasTheSameName() {
    // given
    Plan kept =
        new Plan("gold", List.of(new Limit(Measure.REQUESTS, Period.DAY, 1)), OptionalInt.of(3));
    Plan silver = new Plan("silver", List.of(), OptionalInt.of(0));
    // when
    NavigableMap<String, KeptPlan> plans =
        fixed("sluice.quota.plans.gold.concurrent", "2").with(List.of(kept, silver));
    // then
    assertThat(plans.get("gold"))
        .isEqualTo(
            new KeptPlan(new Plan("gold", List.of(), OptionalInt.of(2)), Source.CONFIGURATION));
    assertThat(plans.get("silver")).isEqualTo(new KeptPlan(silver, Source.OPERATORS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"daily-tokens", "total-money", "requests-per-minute", "concurrent"})
  void shouldNotStart_whenALimitIsNegative(String key) {
    assertThatThrownBy(() -> fixed("sluice.quota.plans.gold." + key, "-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sluice.quota.plans.gold.%s is '-1', but allowed is a whole number of at least 0.",
            key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Gold", "-gold", "go_ld", "unlimited"})
  void shouldNotStart_whenAPlanHasAWrongName(String name) {
    assertThatThrownBy(() -> fixed("sluice.quota.plans." + name + ".daily-requests", "1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.quota.plans has the plan '" + name + "', but allowed are");
  }

  private static FixedPlans fixed(String... keysAndValues) {
    return new FixedPlans(Configs.of(PlansConfig.class, keysAndValues));
  }
}
