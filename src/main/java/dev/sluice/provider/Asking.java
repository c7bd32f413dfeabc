package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.CandidateBreaker.Permit;
import java.time.Duration;
import org.jboss.logging.Logger;

/** One candidate being asked once: tells its breaker and the metrics how that goes. */
record Asking(Candidate candidate, Permit permit, ProviderMetrics metrics) {

  private static final Logger LOG = Logger.getLogger(Asking.class);

  /** Its answer began; the parts report how it ends, at the cost of one operator. */
  OpenedRoute opened(UpstreamStream stream, Duration latency) {
    permit.opened();
    metrics.firstChunk(candidate, latency);
    return new OpenedRoute(candidate, stream.parts().onTermination().invoke(this::ended));
  }

  private void ended(Throwable failure, boolean cancelled) {
    if (cancelled) {
      permit.released();
    } else if (failure == null) {
      permit.succeeded();
    } else {
      failed(failure);
    }
  }

  /** It failed, before or after its answer began. */
  ProviderFailure failed(Throwable failure) {
    ProviderFailure typed = typed(failure);
    permit.failed(typed);
    metrics.failed(candidate, typed.kind());
    return typed;
  }

  /** It had only the time that others left, which says nothing about it. */
  ProviderFailure cutShort(ProviderFailure failure) {
    permit.released();
    metrics.failed(candidate, failure.kind());
    return failure;
  }

  /** Anything else than the failures a provider promises is a defect of its adapter. */
  private ProviderFailure typed(Throwable failure) {
    if (failure instanceof ProviderFailure promised) {
      return promised;
    }
    LOG.errorf(
        "adapter defect provider=%s failure=%s",
        candidate.provider(), failure.getClass().getName());
    LOG.debug("adapter defect", failure);
    return new ProviderFailure(ProviderFailure.Kind.BROKEN, "The provider's adapter failed.");
  }
}
