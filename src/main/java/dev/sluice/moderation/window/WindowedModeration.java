package dev.sluice.moderation.window;

import dev.sluice.model.StreamPart;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.Release;
import dev.sluice.moderation.OutputModeration;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.lexicon.CurrentLexicon;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Judges answers window by window. Made at start; sizes that cannot be throw {@code
 * ConfigurationException} with one sentence that names the key.
 */
@Startup
@ApplicationScoped
class WindowedModeration implements OutputModeration {
  private final ModerationConfig config;
  private final Policy policy;
  private final CurrentLexicon lexicon;
  private final Judges judges;
  private final Sizes sizes;
  private final WindowMetrics metrics;
  private final LongSupplier nanoTime;
  private final Supplier<ScheduledExecutorService> timers;

  @Inject
  WindowedModeration(
      ModerationConfig config,
      Policy policy,
      CurrentLexicon lexicon,
      Judges judges,
      MeterRegistry registry,
      Vertx vertx) {
    this(
        config,
        policy,
        lexicon,
        judges,
        registry,
        System::nanoTime,
        () -> ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop());
  }

  /**
   * @param nanoTime monotonic time in nanoseconds
   * @param timers where windows are timed, looked up for each timer
   */
  WindowedModeration(
      ModerationConfig config,
      Policy policy,
      CurrentLexicon lexicon,
      Judges judges,
      MeterRegistry registry,
      LongSupplier nanoTime,
      Supplier<ScheduledExecutorService> timers) {
    this.config = config;
    this.policy = policy;
    this.lexicon = lexicon;
    this.judges = judges;
    this.sizes = Sizes.of(config.output());
    this.metrics = new WindowMetrics(registry);
    this.nanoTime = nanoTime;
    this.timers = timers;
  }

  @Override
  public Multi<StreamPart> moderate(Multi<StreamPart> answer, Answered of, Witness witness) {
    AnswerRules rules =
        new AnswerRules(of, release(of.alias()), sizes, policy, lexicon.get(), judges, nanoTime);
    return new ModeratedAnswer(answer, rules, witness, metrics, timers);
  }

  private Release release(String alias) {
    return Optional.ofNullable(config.aliases().get(alias))
        .flatMap(ModerationConfig.Alias::release)
        .orElse(config.output().release());
  }
}
