package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.RouteFailure;
import dev.sluice.provider.CandidateBreaker.Permit;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** One request's way along the candidates of its route. Used by one subscription. */
final class Opening {

  private final Failover failover;
  private final Route route;
  private final ChatRequest request;
  private final Iterator<Candidate> untried;
  private final ScheduledExecutorService timers;
  private final long begun;
  private final List<Candidate> skipped = new ArrayList<>();
  private Optional<ProviderFailure> last = Optional.empty();
  private Optional<ProviderFailure> inexpressible = Optional.empty();

  Opening(Failover failover, Route route, ChatRequest request) {
    this.failover = failover;
    this.route = route;
    this.request = request;
    this.untried = route.candidates().iterator();
    this.timers = failover.timers();
    this.begun = failover.now();
  }

  /** Asks the next candidate that may be asked, or fails with what we know of the others. */
  Uni<OpenedRoute> next() {
    for (Duration left = left(); untried.hasNext() && left.toMillis() > 0; left = left()) {
      Candidate candidate = untried.next();
      Optional<Permit> permit = failover.breakers().of(candidate).tryAcquire();
      if (permit.isPresent()) {
        return ask(candidate, permit.get(), left);
      }
      skipped.add(candidate);
    }
    return Uni.createFrom().failure(whatWeKnow());
  }

  /** No other could take the request: then it is the caller's to change. */
  private RuntimeException whatWeKnow() {
    if (last.isPresent()) {
      return RouteFailure.allFailed(last.get());
    }
    return inexpressible.isPresent() && skipped.isEmpty()
        ? new ProviderFailure(Kind.BAD_REQUEST, inexpressible.get().getMessage())
        : noneAsked();
  }

  private Uni<OpenedRoute> ask(Candidate candidate, Permit permit, Duration left) {
    if (!candidate.equals(route.candidates().get(0))) {
      failover.metrics().failedOver(route);
    }
    Asking asking = new Asking(candidate, permit, failover.metrics());
    ProviderFailure late = tooLate();
    boolean hasLessTime = last.isPresent();
    long asked = failover.now();
    return Uni.createFrom()
        .deferred(() -> failover.provider(candidate).open(request, candidate.upstreamModel()))
        .ifNoItem()
        .after(left)
        .on(timers)
        .failWith(late)
        .onCancellation()
        .invoke(permit::released)
        .map(stream -> asking.opened(stream, Duration.ofNanos(failover.now() - asked)))
        .onFailure()
        .recoverWithUni(
            failure ->
                goOn(
                    failure == late && hasLessTime
                        ? asking.cutShort(late)
                        : asking.failed(failure)));
  }

  private Uni<OpenedRoute> goOn(ProviderFailure failure) {
    if (!failure.kind().failsOver()) {
      return Uni.createFrom().failure(failure);
    }
    if (failure.kind() == Kind.INEXPRESSIBLE) {
      inexpressible = Optional.of(failure);
    } else {
      last = Optional.of(failure);
    }
    return next();
  }

  private Duration left() {
    return route.openTimeout().minusNanos(failover.now() - begun);
  }

  private RouteFailure noneAsked() {
    return RouteFailure.noneAvailable(
        skipped.stream()
            .map(candidate -> failover.breakers().of(candidate).untilRetry())
            .min(Duration::compareTo)
            .orElse(Duration.ZERO));
  }

  private static ProviderFailure tooLate() {
    return new ProviderFailure(
        Kind.TIMED_OUT, "No first chunk within the time for opening the answer.");
  }
}
