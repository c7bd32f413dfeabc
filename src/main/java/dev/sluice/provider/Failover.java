package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Opens an answer: asks a route's candidates in order until one begins to stream. Candidates whose
 * circuit breaker is open are passed over; once a part was handed out nothing is asked again.
 */
public final class Failover {

  private final Function<String, Provider> providers;
  private final Breakers breakers;
  private final ProviderMetrics metrics;
  private final LongSupplier nanoTime;
  private final Supplier<ScheduledExecutorService> timers;

  /**
   * @param providers by id; asked only for ids that the routes name
   * @param nanoTime monotonic time in nanoseconds
   * @param timers where a timeout is waited for and reported, looked up for each request: the
   *     current event loop
   */
  public Failover(
      List<Route> routes,
      Function<String, Provider> providers,
      BreakerConfig config,
      MeterRegistry registry,
      LongSupplier nanoTime,
      Supplier<ScheduledExecutorService> timers) {
    this.providers = providers;
    this.breakers = new Breakers(routes, BreakerSettings.of(config), nanoTime, registry);
    this.metrics = new ProviderMetrics(registry);
    this.nanoTime = nanoTime;
    this.timers = timers;
  }

  /**
   * Asks at subscription; the item comes with the first good part. Fails with {@link
   * dev.sluice.model.RouteFailure}, or with the {@link dev.sluice.model.ProviderFailure} itself
   * where the request is at fault. Cancelling it cancels the asking under way.
   */
  public Uni<OpenedRoute> open(Route route, ChatRequest request) {
    return Uni.createFrom().deferred(() -> new Opening(this, route, request).next());
  }

  Provider provider(Candidate candidate) {
    return providers.apply(candidate.provider());
  }

  Breakers breakers() {
    return breakers;
  }

  ProviderMetrics metrics() {
    return metrics;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  ScheduledExecutorService timers() {
    return timers.get();
  }
}
