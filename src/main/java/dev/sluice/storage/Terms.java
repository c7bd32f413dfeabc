package dev.sluice.storage;

import dev.sluice.storage.StorageConfig.WhenFull;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a plan allows an account to keep.
 *
 * @param bytes the most, in bytes of UTF-8; empty where nothing limits it
 * @param keep for how long
 */
public record Terms(OptionalLong bytes, Duration keep, WhenFull whenFull) {

  /**
   * @throws ConfigurationException if the plan is to keep texts for no time at all
   */
  static Terms of(StorageConfig config, Optional<String> plan) {
    Optional<StorageConfig.Plan> own = plan.map(config.plans()::get);
    StorageConfig.Usual usual = config.usual();
    int days =
        own.map(StorageConfig.Plan::days)
            .filter(set -> set.isPresent())
            .orElseGet(() -> java.util.OptionalInt.of(usual.days()))
            .getAsInt();
    if (days < 1) {
      String key = plan.map(name -> "plans." + name + ".days").orElse("days");
      throw new ConfigurationException(
          "sluice.storage.%s is '%d', but allowed is a number of days from 1."
              .formatted(key, days));
    }
    Optional<MemorySize> bytes = own.flatMap(StorageConfig.Plan::bytes).or(usual::bytes);
    return new Terms(
        bytes.map(size -> OptionalLong.of(size.asLongValue())).orElseGet(OptionalLong::empty),
        Duration.ofDays(days),
        own.flatMap(StorageConfig.Plan::whenFull).orElse(usual.whenFull()));
  }
}
