package dev.sluice.quota.plans;

import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.plans.PlansConfig.PlanConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a plan may limit, by name: with hyphens in configuration, with underscores in the API. There
 * is one for each measure and period that is counted.
 */
public enum LimitName {
  DAILY_REQUESTS(Measure.REQUESTS, Period.DAY, PlanConfig::dailyRequests),
  DAILY_INPUT_TOKENS(Measure.INPUT_TOKENS, Period.DAY, PlanConfig::dailyInputTokens),
  DAILY_OUTPUT_TOKENS(Measure.OUTPUT_TOKENS, Period.DAY, PlanConfig::dailyOutputTokens),
  DAILY_TOKENS(Measure.TOKENS, Period.DAY, PlanConfig::dailyTokens),
  DAILY_MONEY(Measure.MONEY, Period.DAY, PlanConfig::dailyMoney),
  TOTAL_REQUESTS(Measure.REQUESTS, Period.TOTAL, PlanConfig::totalRequests),
  TOTAL_INPUT_TOKENS(Measure.INPUT_TOKENS, Period.TOTAL, PlanConfig::totalInputTokens),
  TOTAL_OUTPUT_TOKENS(Measure.OUTPUT_TOKENS, Period.TOTAL, PlanConfig::totalOutputTokens),
  TOTAL_TOKENS(Measure.TOKENS, Period.TOTAL, PlanConfig::totalTokens),
  TOTAL_MONEY(Measure.MONEY, Period.TOTAL, PlanConfig::totalMoney),
  REQUESTS_PER_MINUTE(Measure.REQUESTS, Period.MINUTE, PlanConfig::requestsPerMinute),
  TOKENS_PER_MINUTE(Measure.TOKENS, Period.MINUTE, PlanConfig::tokensPerMinute);

  private final Measure measure;
  private final Period period;
  private final Function<PlanConfig, OptionalLong> configured;

  LimitName(Measure measure, Period period, Function<PlanConfig, OptionalLong> configured) {
    this.measure = measure;
    this.period = period;
    this.configured = configured;
  }

  /** Its name in JSON. */
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in configuration. */
  String key() {
    return field().replace('_', '-');
  }

  OptionalLong in(PlanConfig plan) {
    return configured.apply(plan);
  }

  /** The limits among all that have a value. */
  public static List<Limit> limits(Function<LimitName, OptionalLong> most) {
    return Arrays.stream(values())
        .flatMap(name -> most.apply(name).stream().mapToObj(name::limit))
        .toList();
  }

  private Limit limit(long most) {
    return new Limit(measure, period, most);
  }

  /**
   * @throws IllegalArgumentException where nothing of this kind is counted
   */
  static LimitName of(Limit limit) {
    return Arrays.stream(values())
        .filter(name -> name.measure == limit.measure() && name.period == limit.period())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a limit without a name: " + limit));
  }
}
