package dev.sluice.admission.launch.batch;

import dev.sluice.admission.launch.LaunchConfig;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The bounds that health must keep before the next batch is opened. */
@Startup // so that a wrong bound stops the start
@ApplicationScoped
public class HealthRules {
  private static final Duration LONGEST = Duration.ofDays(7);

  private final double maxErrorRate;
  private final long maxReviewBacklog;
  private final OptionalLong maxDailyCostMicros;

  HealthRules(LaunchConfig config) {
    LaunchConfig.Launch bounds = config.launch();
    this.maxErrorRate = bounds.maxErrorRate();
    this.maxReviewBacklog = bounds.maxReviewBacklog();
    this.maxDailyCostMicros = bounds.maxDailyCostMicros();
    demand(
        maxErrorRate >= 0 && maxErrorRate <= 1,
        "max-error-rate",
        maxErrorRate,
        "a number from 0 to 1");
    demand(maxReviewBacklog >= 0, "max-review-backlog", maxReviewBacklog, "0 or more");
    demand(
        maxDailyCostMicros.orElse(0) >= 0,
        "max-daily-cost-micros",
        maxDailyCostMicros,
        "0 or more");
    Duration window = bounds.window();
    demand(
        window.compareTo(Duration.ofMinutes(1)) >= 0 && window.compareTo(LONGEST) <= 0,
        "window",
        window,
        "a duration from 1m to 7d");
  }

  private static void demand(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new ConfigurationException(
          "sluice.admission.launch.%s is '%s', but allowed is %s.".formatted(key, value, allowed));
    }
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
