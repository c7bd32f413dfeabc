package dev.sluice.e2e;

import dev.sluice.testing.ScriptedUpstream;
import dev.sluice.testing.ScriptedVendor;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Two scripted providers and a gateway configured to use them, with timings short enough to wait
 * for. All end-to-end tests share them and so one application.
 */
public final class UpstreamResource implements QuarkusTestResourceLifecycleManager {
  static final String CALLER_KEY = "sk-slc-e2e-caller-0123456789";
  static final String ADMIN_KEY = "sk-slc-e2e-admin-0123456789";
  static final String UPSTREAM_KEY = "sk-upstream-secret";

  /** Streams that one provider takes at once; few, so that one that leaks is soon missed. */
  static final int SLOTS = 16;

  /** How many may wait for the alias {@code queued}, and how many of these may be one caller's. */
  static final int WAITING = 5;

  static final int PLACES = 3;

  private final Vertx vertx = Vertx.vertx();
  private ScriptedUpstream upstream;
  private ScriptedUpstream spare;
  private final List<ScriptedVendor> vendors = new ArrayList<>();

  @Override
  public Map<String, String> start() {
    upstream = ScriptedUpstream.start(vertx);
    spare = ScriptedUpstream.start(vertx);
    Map<String, String> config = new HashMap<>();
    config.put("sluice.bootstrap.caller-key", CALLER_KEY);
    config.put("sluice.bootstrap.admin-key", ADMIN_KEY);
    config.put("sluice.api.head-wait", "500ms");
    config.put("sluice.api.keep-alive", "200ms");
    config.put("quarkus.log.category.\"dev.sluice\".level", "WARN");
    // The candidates' own breakers have tests of their own; here they would couple tests.
    config.put("sluice.breaker.request-volume", "1000");
    config.put("sluice.breaker.max-retry-after", "1ms");
    provider(config, "scripted", upstream.baseUrl());
    provider(config, "spare", spare.baseUrl());
    provider(config, "locked", upstream.baseUrl());
    provider(config, "absent", "http://127.0.0.1:" + closedPort() + "/v1");
    provider(config, "patient", upstream.baseUrl());
    config.put("sluice.providers.patient.first-chunk-timeout", "10s");
    config.put("sluice.models.scripted.targets", "scripted/gpt-scripted");
    config.put("sluice.models.failover.targets", "scripted/gpt-first,spare/gpt-second");
    config.put("sluice.models.absent.targets", "absent/gpt-first,spare/gpt-second");
    config.put("sluice.models.locked.targets", "locked/gpt-first,spare/gpt-second");
    config.put("sluice.models.patient.targets", "patient/gpt-scripted");
    provider(config, "crowded", upstream.baseUrl());
    config.put("sluice.providers.crowded.max-concurrent", "64");
    queue(config);
    moderation(config);
    return config;
  }

  /** One slot, a short queue, and news at a pace to wait for. */
  private void queue(Map<String, String> config) {
    provider(config, "narrow", upstream.baseUrl());
    config.put("sluice.providers.narrow.max-concurrent", "1");
    config.put("sluice.providers.narrow.first-chunk-timeout", "5s");
    config.put("sluice.providers.narrow.stall-timeout", "20s");
    config.put("sluice.models.queued.targets", "narrow/gpt-scripted");
    config.put("sluice.models.queued.queue", "true");
    config.put("sluice.queue.max-waiting", Integer.toString(WAITING));
    config.put("sluice.queue.places-per-caller", Integer.toString(PLACES));
    config.put("sluice.queue.tell-every", "200ms");
    config.put("sluice.queue.poll", "20ms");
  }

  /** Vendors that one alias alone is judged by, and few windows to a stream of theirs. */
  private void moderation(Map<String, String> config) {
    config.put("sluice.models.moderated.targets", "crowded/gpt-scripted");
    config.put("sluice.moderation.aliases.moderated.output-vendors", "v1,v2,v3");
    config.put("sluice.moderation.aliases.moderated.input-vendors", "v1,v2,v3");
    config.put("sluice.moderation.output.max-wait", "100ms");
    config.put("sluice.moderation.lexicon.refresh", "100ms");
    config.put("sluice.moderation.chain.breaker-delay", "100ms");
    for (int i = 1; i <= 3; i++) {
      ScriptedVendor vendor = ScriptedVendor.start(vertx);
      vendors.add(vendor);
      String prefix = "sluice.moderation.vendors.v" + i + ".";
      config.put(prefix + "type", "openai");
      config.put(prefix + "base-url", vendor.baseUrl());
      config.put(prefix + "api-key", UPSTREAM_KEY);
      config.put(prefix + "timeout", "300ms");
      config.put(prefix + "qps", "5000");
    }
  }

  private static void provider(Map<String, String> config, String id, String baseUrl) {
    String prefix = "sluice.providers." + id + ".";
    config.put(prefix + "type", "openai");
    config.put(prefix + "base-url", baseUrl);
    config.put(prefix + "api-key", UPSTREAM_KEY);
    config.put(prefix + "first-chunk-timeout", "1s");
    config.put(prefix + "stall-timeout", "700ms");
    config.put(prefix + "max-concurrent", Integer.toString(SLOTS));
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(upstream, field -> field.getName().equals("upstream"));
    injector.injectIntoFields(spare, field -> field.getName().equals("spare"));
    injector.injectIntoFields(List.copyOf(vendors), field -> field.getName().equals("vendors"));
  }

  @Override
  public void stop() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the scripted upstreams did not stop", e);
    }
  }
}
