package dev.sluice.moderation.vendor;

import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.VendorConfig;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Every configured vendor, made at start and closed at shutdown. Wrong configuration throws {@code
 * ConfigurationException} with one sentence that names the key.
 */
@Startup
@ApplicationScoped
public class Vendors {
  private final Map<String, HttpVendor> byId = new TreeMap<>();

  Vendors(ModerationConfig config, Vertx vertx, Clock clock) {
    config
        .vendors()
        .forEach(
            (id, one) -> byId.put(id, new HttpVendor(vertx, id, one, protocol(id, one, clock))));
  }

  private static VendorProtocol protocol(String id, VendorConfig config, Clock clock) {
    return Protocols.of(id, config, clock, () -> UUID.randomUUID().toString());
  }

  public Collection<Vendor> all() {
    return List.copyOf(byId.values());
  }

  @PreDestroy
  void close() {
    byId.values().forEach(HttpVendor::close);
  }
}
