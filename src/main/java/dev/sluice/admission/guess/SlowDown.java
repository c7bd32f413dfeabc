package dev.sluice.admission.guess;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes guessing slow: the more often an address showed what is no credential, the longer it waits
 * to be told so. A good credential is never held up.
 */
@ApplicationScoped
public class SlowDown {
  private static final int MOST_DOUBLINGS = 30;

  private final SlowDownConfig config;
  private final Pause pause;
  private final Clock clock;
  private final Cache<String, Integer> failures;
  private final Waiting waiting;

  SlowDown(SlowDownConfig config, Pause pause, Clock clock) {
    this.config = config;
    this.pause = pause;
    this.clock = clock;
    this.waiting = new Waiting(config.waitingPerAddress(), config.waiting());
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(config.addresses())
            .expireAfterWrite(config.forget())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /**
   * The attempt as it is where it succeeds. An {@link Refusal.Unauthenticated} comes later, or as
   * {@link Refusal.Exhausted} where too many wait for theirs already.
   */
  public <T> Uni<T> guard(String address, Uni<T> attempt) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Instant asked = clock.instant();
              return attempt
                  .onFailure(Refusal.Unauthenticated.class)
                  .recoverWithUni(no -> hold(Network.of(address), asked, no));
            });
  }

  private <T> Uni<T> hold(String network, Instant asked, Throwable no) {
    Duration cost = cost(failures.asMap().merge(network, 1, Integer::sum));
    if (!waiting.enter(network)) {
      return Uni.createFrom().failure(tooMany());
    }
    Duration rest = config.least().minus(Duration.between(asked, clock.instant()));
    return pause
        .of(cost.compareTo(rest) > 0 ? cost : rest)
        .onTermination()
        .invoke(() -> waiting.leave(network))
        .chain(() -> Uni.createFrom().failure(no));
  }

  private Duration cost(int failed) {
    int doublings = failed - config.free() - 1;
    if (doublings < 0) {
      return Duration.ZERO;
    }
    Duration cost = config.first().multipliedBy(1L << Math.min(doublings, MOST_DOUBLINGS));
    return cost.compareTo(config.longest()) > 0 ? config.longest() : cost;
  }

  private Refusal tooMany() {
    return new Refusal.Exhausted(
        Refusal.Exhausted.Limit.RATE,
        "Too many wrong credentials came from this address; try again later.",
        Optional.of(config.longest()));
  }

  /** Refusals that wait at the moment. */
  int waiting() {
    return waiting.all();
  }
}
