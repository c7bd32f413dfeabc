package dev.sluice.storage;

import dev.sluice.model.SettingRules;
import dev.sluice.storage.StorageConfig.WhenFull;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a plan allows an account to keep.
 *
 * @param bytes the most, in bytes of UTF-8; empty where nothing limits it
 * @param keep for how long
 * @param grace how long what an earlier, larger plan allowed may stay
 */
public record Terms(OptionalLong bytes, Duration keep, WhenFull whenFull, Duration grace) {

  private static final int MOST_GRACE = 3650;
  private static final SettingRules RULES = new SettingRules("sluice.storage.");

  /**
   * @throws ConfigurationException if the plan is to keep texts for no time at all, or the grace is
   *     less than none
   */
  static Terms of(StorageConfig config, Optional<String> plan) {
    Optional<StorageConfig.Plan> own = plan.map(config.plans()::get);
    StorageConfig.Usual usual = config.usual();
    int days =
        own.map(StorageConfig.Plan::days)
            .filter(set -> set.isPresent())
            .orElseGet(() -> OptionalInt.of(usual.days()))
            .getAsInt();
    String key = plan.map(name -> "plans." + name + ".days").orElse("days");
    RULES.demand(days >= 1, key, days, "a number of days from 1");
    RULES.demand(
        usual.graceDays() >= 0 && usual.graceDays() <= MOST_GRACE,
        "grace-days",
        usual.graceDays(),
        "a number of days from 0 to " + MOST_GRACE);
    Optional<MemorySize> bytes = own.flatMap(StorageConfig.Plan::bytes).or(usual::bytes);
    return new Terms(
        bytes.map(size -> OptionalLong.of(size.asLongValue())).orElseGet(OptionalLong::empty),
        Duration.ofDays(days),
        own.flatMap(StorageConfig.Plan::whenFull).orElse(usual.whenFull()),
        Duration.ofDays(usual.graceDays()));
  }
}
