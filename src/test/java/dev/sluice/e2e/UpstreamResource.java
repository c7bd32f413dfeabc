package dev.sluice.e2e;

import dev.sluice.testing.ScriptedUpstream;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
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

  private final Vertx vertx = Vertx.vertx();
  private ScriptedUpstream upstream;
  private ScriptedUpstream spare;

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
    return config;
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
