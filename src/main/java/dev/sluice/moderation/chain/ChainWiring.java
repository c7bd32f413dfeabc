package dev.sluice.moderation.chain;

import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.vendor.Vendors;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the chain of this process together: real vendors, real time, the event loops. */
class ChainWiring {

  @Produces
  @Singleton
  @Startup
  VendorChain vendorChain(
      ModerationConfig config,
      Policy policy,
      Vendors vendors,
      SharedRate rate,
      MeterRegistry metrics,
      Vertx vertx) {
    return new VendorChain(
        new Chain(
            config,
            policy,
            rate,
            new ChainMetrics(metrics),
            System::nanoTime,
            () -> ThreadLocalRandom.current().nextDouble(),
            () -> ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop()),
        vendors.all());
  }
}
