package dev.sluice.moderation.chain;

import dev.sluice.model.SettingRules;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.VendorConfig;
import java.time.Duration;

/** What the numbers of the chain must fulfil. */
final class ChainRules {
  static final SettingRules RULES = new SettingRules("sluice.moderation.");
  private static final Duration LONGEST = Duration.ofDays(1);

  private ChainRules() {}

  static void check(ModerationConfig config) {
    config.vendors().forEach(ChainRules::vendor);
    duration("input.deadline", config.input().deadline());
    duration("output.deadline", config.output().deadline());
    RULES.demand(
        config.output().overlap() >= 0, "output.overlap", config.output().overlap(), "0 or more");
    chain(config.chain());
  }

  private static void vendor(String id, VendorConfig config) {
    String prefix = "vendors." + id + ".";
    duration(prefix + "timeout", config.timeout());
    RULES.demand(config.qps() >= 1, prefix + "qps", config.qps(), "1 or more");
    RULES.demand(config.qps() <= 100_000, prefix + "qps", config.qps(), "at most 100000");
    RULES.demand(config.weight() >= 0, prefix + "weight", config.weight(), "0 or more");
    RULES.demand(
        config.weight() <= 1_000_000, prefix + "weight", config.weight(), "at most 1000000");
    config
        .costPerThousand()
        .ifPresent(
            cost ->
                RULES.demand(
                    cost >= 0 && Double.isFinite(cost),
                    prefix + "cost-per-thousand",
                    cost,
                    "0 or more"));
  }

  private static void chain(ModerationConfig.Chain chain) {
    double ratio = chain.breakerRatio();
    RULES.demand(
        0 < ratio && ratio <= 1, "chain.breaker-ratio", ratio, "a number above 0 and up to 1");
    RULES.demand(
        chain.breakerVolume() >= 1, "chain.breaker-volume", chain.breakerVolume(), "1 or more");
    duration("chain.breaker-delay", chain.breakerDelay());
    duration("chain.account-delay", chain.accountDelay());
    double share = chain.shadowShare();
    RULES.demand(0 <= share && share <= 1, "chain.shadow-share", share, "a number from 0 to 1");
  }

  private static void duration(String key, Duration value) {
    RULES.demand(
        value.toMillis() >= 1 && value.compareTo(LONGEST) <= 0,
        key,
        value,
        "a duration from 1 ms to a day");
  }
}
