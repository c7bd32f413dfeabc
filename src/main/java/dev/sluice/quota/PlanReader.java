package dev.sluice.quota;

import dev.sluice.quota.QuotaConfig.PlanConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns one plan's configuration into a plan, or says in one sentence what is wrong with it. */
final class PlanReader {
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  /** Beyond it the ledger's numbers would not be exact any more. */
  private static final long MOST = 1_000_000_000_000_000L;

  private final String name;
  private final List<Limit> limits = new ArrayList<>();

  private PlanReader(String name) {
    this.name = name;
  }

  static Plan read(String name, PlanConfig config) {
    PlanReader reader = new PlanReader(name);
    reader.count(Measure.REQUESTS, Period.MINUTE, config.requestsPerMinute());
    reader.count(Measure.INPUT_TOKENS, Period.MINUTE, config.inputTokensPerMinute());
    reader.count(Measure.OUTPUT_TOKENS, Period.MINUTE, config.outputTokensPerMinute());
    reader.count(Measure.TOKENS, Period.MINUTE, config.tokensPerMinute());
    reader.money(Period.MINUTE, config.moneyPerMinute());
    reader.count(Measure.REQUESTS, Period.DAY, config.dailyRequests());
    reader.count(Measure.INPUT_TOKENS, Period.DAY, config.dailyInputTokens());
    reader.count(Measure.OUTPUT_TOKENS, Period.DAY, config.dailyOutputTokens());
    reader.count(Measure.TOKENS, Period.DAY, config.dailyTokens());
    reader.money(Period.DAY, config.dailyMoney());
    reader.count(Measure.REQUESTS, Period.TOTAL, config.totalRequests());
    reader.count(Measure.INPUT_TOKENS, Period.TOTAL, config.totalInputTokens());
    reader.count(Measure.OUTPUT_TOKENS, Period.TOTAL, config.totalOutputTokens());
    reader.count(Measure.TOKENS, Period.TOTAL, config.totalTokens());
    reader.money(Period.TOTAL, config.totalMoney());
    config.concurrent().ifPresent(most -> reader.check("concurrent", most));
    return new Plan(name, reader.limits, config.concurrent());
  }

  private void count(Measure measure, Period period, OptionalLong most) {
    most.ifPresent(value -> add(measure, period, value));
  }

  private void money(Period period, Optional<BigDecimal> most) {
    most.ifPresent(value -> add(Measure.MONEY, period, micros(period, value)));
  }

  private void add(Measure measure, Period period, long most) {
    check(key(measure, period), most);
    limits.add(new Limit(measure, period, most));
  }

  private long micros(Period period, BigDecimal money) {
    try {
      return money.multiply(MICROS).longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(key(Measure.MONEY, period), money, "an amount of at most six decimals");
    }
  }

  private void check(String key, long most) {
    if (most < 0 || most > MOST) {
      throw wrong(key, most, "a number from 0 to " + MOST);
    }
  }

  private ConfigurationException wrong(String key, Object value, String allowed) {
    return new ConfigurationException(
        "sluice.quota.plans.%s.%s is '%s', but allowed is %s."
            .formatted(name, key, value, allowed));
  }

  private static String key(Measure measure, Period period) {
    String what = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (period) {
      case MINUTE -> what + "-per-minute";
      case DAY -> "daily-" + what;
      case TOTAL -> "total-" + what;
    };
  }
}
