package dev.sluice.e2e;

import dev.sluice.testing.ScriptedSms;
import dev.sluice.testing.ScriptedUpstream;
import dev.sluice.testing.ScriptedVendor;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
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
  private final OidcWiremockTestResource identityProvider = new OidcWiremockTestResource();
  private ScriptedSms sms;

  @Override
  public Map<String, String> start() {
    upstream = ScriptedUpstream.start(vertx);
    spare = ScriptedUpstream.start(vertx);
    Map<String, String> config = new HashMap<>();
    config.put("sluice.bootstrap.caller-key", CALLER_KEY);
    config.put("sluice.bootstrap.admin-key", ADMIN_KEY);
    config.put("sluice.api.head-wait", "500ms");
    config.put("sluice.api.keep-alive", "200ms");
    config.put("sluice.storage.plans.free.bytes", "100M");
    config.put("sluice.storage.plans.free.when-full", "refuse");
    config.put("quarkus.log.category.\"dev.sluice\".level", "WARN");
    // The candidates' own breakers have tests of their own; here they would couple tests.
    config.put("sluice.breaker.request-volume", "1000");
    config.put("sluice.breaker.max-retry-after", "1ms");
    config.put("sluice.quota.plans.configured.concurrent", "7");
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
    config.put("sluice.models.invited.targets", "scripted/gpt-scripted");
    config.put("sluice.admission.invite.aliases.invited", "true");
    config.put("sluice.admission.switches.refresh", "100ms");
    config.put("sluice.admission.waitlist.criteria", "use,organisation");
    config.put("sluice.admission.waitlist.applications-per-address", "60");
    queue(config);
    moderation(config);
    quotas(config);
    tokens(config);
    identities(config);
    return config;
  }

  /** An identity provider, and guesses that hardly wait: all tests have one address. */
  private void tokens(Map<String, String> config) {
    String base = identityProvider.start().get("keycloak.url");
    config.put("quarkus.oidc.auth-server-url", base + "/realms/quarkus");
    config.put("quarkus.oidc.token.audience", AccessToken.AUDIENCE);
    config.put("sluice.admission.oidc.tenant-claim", "org");
    config.put("sluice.admission.oidc.real-name-claim", "real_name_known");
    config.put("sluice.admission.oidc.role-claim", "realm_access/roles");
    config.put("sluice.admission.oidc.roles.sluice-admin", "admin");
    config.put("sluice.admission.oidc.roles.sluice-auditor", "auditor");
    config.put("sluice.admission.slow-down.first", "1ms");
    config.put("sluice.admission.slow-down.least", "1ms");
    config.put("sluice.admission.slow-down.longest", "5ms");
  }

  /** Codes by Tencent's interface, as often as tests like. */
  private void identities(Map<String, String> config) {
    sms = ScriptedSms.start(vertx);
    String prefix = "sluice.admission.identity.";
    config.put(prefix + "phone.vendor", "tencent");
    config.put(prefix + "phone.base-url", sms.baseUrl());
    config.put(prefix + "phone.access-key-id", ScriptedSms.KEY_ID);
    config.put(prefix + "phone.access-key-secret", ScriptedSms.SECRET);
    config.put(prefix + "phone.sign-name", "sluice");
    config.put(prefix + "phone.template", "1110");
    config.put(prefix + "phone.app-id", "1400006666");
    config.put(prefix + "phone.interval", "1ms");
    config.put(prefix + "phone.per-number", "1000");
    config.put(prefix + "id-number.base-url", sms.registerUrl());
    config.put(prefix + "id-number.api-key", ScriptedSms.REGISTER_KEY);
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

  /** Aliases with a plan each, so that no other test meets their limits. */
  private static void quotas(Map<String, String> config) {
    config.put("sluice.quota.ledger-timeout", "5s");
    config.put("sluice.quota.lease", "10s");
    limited(config, "hundred", "daily-requests", "100");
    limited(config, "metered", "daily-tokens", "1000000");
    limited(config, "single", "concurrent", "1");
    limited(config, "sparse", "requests-per-minute", "2");
    limited(config, "spent", "total-requests", "1");
    config.put("sluice.models.metered.max-output-tokens", "1000");
  }

  private static void limited(Map<String, String> config, String alias, String limit, String most) {
    config.put("sluice.models." + alias + ".targets", "crowded/gpt-scripted");
    config.put("sluice.quota.aliases." + alias + ".plan", alias + "-plan");
    config.put("sluice.quota.plans." + alias + "-plan." + limit, most);
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
    identityProvider.inject(injector);
    injector.injectIntoFields(upstream, field -> field.getName().equals("upstream"));
    injector.injectIntoFields(sms, field -> field.getName().equals("sms"));
    injector.injectIntoFields(spare, field -> field.getName().equals("spare"));
    injector.injectIntoFields(List.copyOf(vendors), field -> field.getName().equals("vendors"));
  }

  @Override
  public void stop() {
    identityProvider.stop();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the scripted upstreams did not stop", e);
    }
  }
}
