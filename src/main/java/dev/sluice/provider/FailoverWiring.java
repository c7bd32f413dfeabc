package dev.sluice.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the failover of this process together: real providers, real time, the event loops. */
class FailoverWiring {

  @Produces
  @Singleton
  Failover failover(
      Routes routes,
      Providers providers,
      BreakerConfig config,
      MeterRegistry metrics,
      Vertx vertx) {
    return new Failover(
        routes.all(),
        providers::byId,
        config,
        metrics,
        System::nanoTime,
        () -> ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop());
  }
}
