package dev.sluice.quota.plans;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The plans of the configuration ({@code sluice.quota.plans.<plan>.…}). */
@ConfigMapping(prefix = "sluice.quota")
public interface PlansConfig {

  Map<String, PlanConfig> plans();

  /** The plan of accounts that have none of their own. */
  @WithDefault("free")
  String defaultPlan();

  /** One plan; what is left out is not limited. */
  interface PlanConfig {
    OptionalLong dailyRequests();

    OptionalLong dailyInputTokens();

    OptionalLong dailyOutputTokens();

    OptionalLong dailyTokens();

    /** In millionths of the currency, as is {@link #totalMoney}. */
    OptionalLong dailyMoney();

    OptionalLong totalRequests();

    OptionalLong totalInputTokens();

    OptionalLong totalOutputTokens();

    OptionalLong totalTokens();

    OptionalLong totalMoney();

    OptionalLong requestsPerMinute();

    OptionalLong tokensPerMinute();

    OptionalInt concurrent();
  }
}
