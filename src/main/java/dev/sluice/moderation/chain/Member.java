package dev.sluice.moderation.chain;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.model.breaker.FaultToleranceBreaker;
import dev.sluice.model.breaker.FaultToleranceBreaker.Settings;
import dev.sluice.model.breaker.KeyedBreaker;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.VendorConfig;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Vendor;
import dev.sluice.moderation.vendor.VendorFailure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** One vendor of the chain, with all that this instance knows of its health. */
final class Member {
  private static final Logger LOG = Logger.getLogger(Member.class);

  /** How long a vendor rests at least that throttles. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Vendor vendor;
  private final VendorConfig config;
  private final KeyedBreaker breaker;
  private final ChainMetrics metrics;
  private final Latencies latencies = new Latencies();
  private final LongAdder answers = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicBoolean accountRefused = new AtomicBoolean();
  private final Comparisons comparisons = new Comparisons();
  private volatile Optional<VendorFailure.Kind> lastFailure = Optional.empty();

  Member(
      Vendor vendor,
      VendorConfig config,
      ModerationConfig.Chain chain,
      ChainMetrics metrics,
      LongSupplier nanoTime) {
    this.vendor = vendor;
    this.config = config;
    this.metrics = metrics;
    this.breaker = breaker(vendor.id(), chain, nanoTime);
    metrics.breaker(vendor.id(), () -> breaker.state().ordinal());
  }

  /** A single refusal of our account opens it, a single success closes it. */
  private static KeyedBreaker breaker(
      String id, ModerationConfig.Chain chain, LongSupplier nanoTime) {
    Settings own =
        new Settings(chain.breakerVolume(), chain.breakerRatio(), chain.breakerDelay(), 1);
    Settings account = new Settings(1, 1, chain.accountDelay(), 1);
    return new KeyedBreaker(
        new FaultToleranceBreaker("vendor " + id, own, nanoTime),
        new FaultToleranceBreaker("vendor " + id + " account", account, nanoTime),
        LONGEST_REST,
        nanoTime);
  }

  String id() {
    return vendor.id();
  }

  Capabilities capabilities() {
    return vendor.capabilities();
  }

  /** What it can find in texts that go that way. */
  Set<Category> coverage(Direction direction) {
    return capabilities().limit(direction) > 0 ? capabilities().coverage().of(direction) : Set.of();
  }

  /** Whether it judges texts that go that way, in what may be this one's language. */
  boolean canJudge(Direction direction, String text) {
    return capabilities().limit(direction) > 0 && Scripts.canRead(capabilities().languages(), text);
  }

  VendorConfig config() {
    return config;
  }

  Optional<KeyedBreaker.Permit> tryAcquire() {
    return breaker.tryAcquire();
  }

  State state() {
    return breaker.state();
  }

  Duration untilRetry() {
    return breaker.untilRetry();
  }

  Latencies latencies() {
    return latencies;
  }

  long answers() {
    return answers.sum();
  }

  /** How it did, as a shadow, against the verdict that counted. */
  void compared(Shadows.Agreement agreement) {
    comparisons.add(agreement);
    metrics.compared(id(), agreement);
  }

  /**
   * @param all calls that any vendor answered
   */
  VendorHealth health(long all, boolean shadow) {
    return new VendorHealth(
        id(),
        config.type(),
        capabilities(),
        config.qps(),
        config.weight(),
        state(),
        untilRetry(),
        answers.sum(),
        failures.sum(),
        all == 0 ? 0 : (double) answers.sum() / all,
        latencies.quantile(0.5),
        latencies.quantile(0.95),
        lastFailure,
        shadow ? Optional.of(comparisons.sum()) : Optional.empty());
  }

  /** One call; counts it where it is answered. */
  Uni<Judgement> ask(Inquiry inquiry) {
    return Uni.createFrom().deferred(() -> vendor.judge(inquiry));
  }

  void answered(int characters, Duration latency) {
    answers.increment();
    latencies.record(latency);
    double cost = config.costPerThousand().orElse(0) * characters / 1000;
    metrics.called(id(), characters, cost, latency);
  }

  /** All calls of one asking were answered. */
  void succeeded(KeyedBreaker.Permit permit) {
    permit.succeeded();
    accountRefused.set(false);
  }

  /** Tells the breaker what the failure means for it. */
  void failed(KeyedBreaker.Permit permit, VendorFailure failure) {
    failures.increment();
    lastFailure = Optional.of(failure.kind());
    metrics.failed(id(), failure.kind());
    switch (failure.kind()) {
      case THROTTLED -> {
        breaker.restFor(failure.retryAfter().filter(it -> it.compareTo(MOMENT) > 0).orElse(MOMENT));
        permit.released();
      }
      case RETRYABLE -> permit.failed();
      case UNFIT -> permit.released();
      case ACCOUNT -> {
        permit.refused();
        logOnce(failure);
      }
    }
  }

  private void logOnce(VendorFailure failure) {
    if (accountRefused.compareAndSet(false, true)) {
      LOG.errorf(
          "vendor refused our account or configuration vendor=%s failure=\"%s\"",
          id(), failure.getMessage());
    }
  }

  /** Anything else than the failures a vendor promises is a defect of its adapter. */
  VendorFailure typed(Throwable failure) {
    if (failure instanceof VendorFailure promised) {
      return promised;
    }
    LOG.errorf("adapter defect vendor=%s failure=%s", id(), failure.getClass().getName());
    LOG.debug("adapter defect", failure);
    return new VendorFailure(VendorFailure.Kind.RETRYABLE, "the vendor's adapter failed");
  }
}
