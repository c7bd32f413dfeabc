package dev.sluice.admission.launch.batch;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.SettingRules;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The bounds that health must keep before the next batch is opened. */
@Startup // so that a wrong bound stops the start
@ApplicationScoped
public class HealthRules {
  private static final SettingRules RULES = new SettingRules("sluice.admission.launch.");
  private static final Duration LONGEST = Duration.ofDays(7);

  private final double maxErrorRate;
  private final long maxReviewBacklog;
  private final OptionalLong maxDailyCostMicros;

  HealthRules(LaunchConfig config) {
    LaunchConfig.Launch bounds = config.launch();
    this.maxErrorRate = bounds.maxErrorRate();
    this.maxReviewBacklog = bounds.maxReviewBacklog();
    this.maxDailyCostMicros = bounds.maxDailyCostMicros();
    RULES.demand(
        maxErrorRate >= 0 && maxErrorRate <= 1,
        "max-error-rate",
        maxErrorRate,
        "a number from 0 to 1");
    RULES.demand(maxReviewBacklog >= 0, "max-review-backlog", maxReviewBacklog, "0 or more");
    RULES.demand(
        maxDailyCostMicros.orElse(0) >= 0,
        "max-daily-cost-micros",
        maxDailyCostMicros,
        "0 or more");
    Duration window = bounds.window();
    RULES.demand(
        window.compareTo(Duration.ofMinutes(1)) >= 0 && window.compareTo(LONGEST) <= 0,
        "window",
        window,
        "a duration from 1m to 7d");
  }

  /** A sentence for each rule that is broken. */
  public List<String> broken(Health health) {
    List<String> broken = new ArrayList<>();
    if (health.errorRate() > maxErrorRate) {
      broken.add(
          "%d of %d generations failed, more than a share of %s."
              .formatted(health.failed(), health.generations(), maxErrorRate));
    }
    if (health.reviewBacklog() > maxReviewBacklog) {
      broken.add(
          "%d cases wait for review, more than %d."
              .formatted(health.reviewBacklog(), maxReviewBacklog));
    }
    if (maxDailyCostMicros.isPresent()
        && health.dailyCostMicros() > maxDailyCostMicros.getAsLong()) {
      broken.add(
          "The last day cost %d millionths, more than %d."
              .formatted(health.dailyCostMicros(), maxDailyCostMicros.getAsLong()));
    }
    return broken;
  }
}
