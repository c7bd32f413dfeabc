package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom each route of the program lets in. A route that is not in the table fails this test. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class RoutesTest extends EndToEnd {
  private static final String KEYS = "/admin/v1/api-keys";
  private static final List<String> ROLES = List.of("caller", "auditor", "reviewer", "admin");
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Set<String> SHUT =
      Set.of("role_required", "scope_required", "house_required", "account_suspended");

  /** Keys by what they are for; made when first asked for. */
  private static final Map<String, String> KEY = new HashMap<>();

  /** Whom a route lets in. */
  private enum To {
    /** Every caller with the scope; accounts that are suspended as well. */
    ANYBODY(ROLES, false, true),
    /** The same, but for suspended accounts. */
    ACTIVE(ROLES, false, false),
    READERS(List.of("auditor", "reviewer", "admin"), true, false),
    AUDITORS(List.of("auditor", "admin"), true, false),
    APPROVERS(List.of("reviewer", "admin"), true, false),
    WRITERS(List.of("admin"), true, false),
    TENANT_READERS(List.of("auditor", "reviewer", "admin"), false, false),
    TENANT_WRITERS(List.of("admin"), false, false);

    private final List<String> roles;
    private final boolean houseOnly;
    private final boolean suspendedToo;

    To(List<String> roles, boolean houseOnly, boolean suspendedToo) {
      this.roles = roles;
      this.houseOnly = houseOnly;
      this.suspendedToo = suspendedToo;
    }
  }

  private record Entry(String route, String scope, To to) {
    String method() {
      return route.substring(0, route.indexOf(' '));
    }

    /** An address of the route at which there is nothing. */
    String path() {
      return route.substring(route.indexOf(' ') + 1).replaceAll("\\{\\w+}", "none");
    }

    @Override
    public String toString() {
      return route;
    }
  }

  private static final List<Entry> TABLE = table();

  /** Named open: those who apply have no credential yet. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /v1/waitlist",
          "POST /v1/waitlist",
          "GET /v1/waitlist/{ticket}",
          "POST /v1/waitlist/{ticket}/code",
          "DELETE /v1/waitlist/{ticket}");

  private static List<Entry> table() {
    List<Entry> table = new ArrayList<>();
    caller(table, "POST /v1/chat/completions", "chat", To.ACTIVE);
    caller(table, "GET /v1/models", "models", To.ANYBODY);
    caller(table, "GET /v1/models/{id}", "models", To.ANYBODY);
    caller(table, "POST /v1/moderations", "moderations", To.ACTIVE);
    caller(table, "POST /v1/generations", "generations", To.ACTIVE);
    caller(table, "GET /v1/generations/{id}", "generations", To.ANYBODY);
    caller(table, "GET /v1/generations/{id}/events", "generations", To.ANYBODY);
    caller(table, "DELETE /v1/generations/{id}", "generations", To.ANYBODY);
    caller(table, "POST /v1/appeals", "account", To.ANYBODY);
    caller(table, "GET /v1/generations", "generations", To.ANYBODY);
    caller(table, "GET /v1/quota", "account", To.ANYBODY);
    caller(table, "GET /v1/account", "account", To.ANYBODY);
    caller(table, "GET /v1/account/export", "account", To.ANYBODY);
    caller(table, "GET /v1/identity", "account", To.ANYBODY);
    caller(table, "POST /v1/identity/phone", "account", To.ANYBODY);
    caller(table, "POST /v1/identity/phone/verify", "account", To.ANYBODY);
    caller(table, "POST /v1/identity/id-number", "account", To.ANYBODY);
    caller(table, "POST /v1/invites/redeem", "account", To.ACTIVE);
    caller(table, "POST /v1/account/close", "account", To.ANYBODY);

    admin(table, "POST " + KEYS, To.TENANT_WRITERS);
    admin(table, "GET " + KEYS, To.TENANT_READERS);
    admin(table, "PATCH " + KEYS + "/{id}", To.TENANT_WRITERS);
    admin(table, "POST " + KEYS + "/{id}/rotate", To.TENANT_WRITERS);
    admin(table, "DELETE " + KEYS + "/{id}", To.TENANT_WRITERS);

    String accounts = "/admin/v1/accounts";
    admin(table, "GET " + accounts, To.TENANT_READERS);
    admin(table, "POST " + accounts, To.TENANT_WRITERS);
    admin(table, "GET " + accounts + "/{id}", To.TENANT_READERS);
    admin(table, "PUT " + accounts + "/{id}/plan", To.TENANT_WRITERS);
    admin(table, "PUT " + accounts + "/{id}/status", To.TENANT_WRITERS);

    String tenants = "/admin/v1/tenants";
    admin(table, "GET " + tenants, To.TENANT_READERS);
    admin(table, "POST " + tenants, To.WRITERS);
    admin(table, "GET " + tenants + "/{id}", To.TENANT_READERS);
    admin(table, "PUT " + tenants + "/{id}/plan", To.WRITERS);

    String identities = "/admin/v1/identities";
    admin(table, "POST " + identities, To.TENANT_WRITERS);
    admin(table, "POST " + identities + "/search", To.TENANT_READERS);
    admin(table, "POST " + identities + "/{id}/unmask", To.TENANT_WRITERS);
    admin(table, "GET " + identities + "/{id}/clear", To.TENANT_WRITERS);
    admin(table, "GET /admin/v1/identity-grants", To.TENANT_READERS);

    admin(table, "GET /admin/v1/plans", To.READERS);
    admin(table, "GET /admin/v1/plans/{name}", To.READERS);
    admin(table, "PUT /admin/v1/plans/{name}", To.WRITERS);
    admin(table, "DELETE /admin/v1/plans/{name}", To.WRITERS);
    admin(table, "GET /admin/v1/prices", To.READERS);
    admin(table, "GET /admin/v1/prices/versions", To.READERS);
    admin(table, "PUT /admin/v1/prices", To.WRITERS);
    admin(table, "PATCH /admin/v1/prices", To.WRITERS);
    admin(table, "GET /admin/v1/usage", To.TENANT_READERS);
    admin(table, "GET /admin/v1/usage/generations", To.TENANT_READERS);

    admin(table, "GET /admin/v1/invites", To.TENANT_READERS);
    admin(table, "POST /admin/v1/invites", To.TENANT_WRITERS);
    admin(table, "DELETE /admin/v1/invites/{id}", To.TENANT_WRITERS);
    admin(table, "GET /admin/v1/waitlist", To.TENANT_READERS);
    admin(table, "POST /admin/v1/waitlist/approve", To.TENANT_WRITERS);
    admin(table, "POST /admin/v1/waitlist/decline", To.TENANT_WRITERS);
    String launch = "/admin/v1/launch";
    admin(table, "GET " + launch, To.TENANT_READERS);
    admin(table, "POST " + launch + "/batches", To.TENANT_WRITERS);
    admin(table, "POST " + launch + "/batches/{number}/open", To.TENANT_WRITERS);
    admin(table, "POST " + launch + "/batches/{number}/close", To.TENANT_WRITERS);
    admin(table, "POST " + launch + "/halt", To.TENANT_WRITERS);
    admin(table, "POST " + launch + "/resume", To.TENANT_WRITERS);
    admin(table, "GET /admin/v1/switches", To.READERS);
    admin(table, "POST /admin/v1/switches", To.WRITERS);
    admin(table, "DELETE /admin/v1/switches/{id}", To.WRITERS);
    admin(table, "GET /admin/v1/changes", To.AUDITORS);

    admin(table, "GET /admin/v1/suspensions", To.READERS);
    admin(table, "DELETE /admin/v1/suspensions/{id}", To.APPROVERS);
    admin(table, "GET /admin/v1/appeals", To.READERS);
    admin(table, "GET /admin/v1/moderation/vendors", To.READERS);

    String lexicon = "/admin/v1/lexicon";
    admin(table, "GET " + lexicon + "/entries", To.READERS);
    admin(table, "POST " + lexicon + "/entries", To.WRITERS);
    admin(table, "GET " + lexicon + "/entries/{id}", To.READERS);
    admin(table, "PUT " + lexicon + "/entries/{id}", To.WRITERS);
    admin(table, "DELETE " + lexicon + "/entries/{id}", To.WRITERS);
    admin(table, "GET " + lexicon + "/draft", To.READERS);
    admin(table, "DELETE " + lexicon + "/draft", To.WRITERS);
    admin(table, "GET " + lexicon + "/draft/changes", To.READERS);
    admin(table, "DELETE " + lexicon + "/draft/changes/{id}", To.WRITERS);
    admin(table, "POST " + lexicon + "/draft/submit", To.WRITERS);
    admin(table, "POST " + lexicon + "/draft/approve", To.APPROVERS);
    admin(table, "POST " + lexicon + "/draft/reject", To.APPROVERS);
    admin(table, "POST " + lexicon + "/import", To.WRITERS);
    admin(table, "GET " + lexicon + "/versions", To.READERS);
    admin(table, "POST " + lexicon + "/versions/{version}/rollback", To.WRITERS);
    admin(table, "GET " + lexicon + "/statistics", To.READERS);
    admin(table, "POST " + lexicon + "/check", To.READERS);
    return table;
  }

  private static void caller(List<Entry> table, String route, String scope, To to) {
    table.add(new Entry(route, scope, to));
  }

  private static void admin(List<Entry> table, String route, To to) {
    table.add(new Entry(route, "admin", to));
  }

  static Stream<Entry> entries() {
    return TABLE.stream();
  }

  @AfterAll
  static void forgetKeys() {
    KEY.clear();
  }

  @Test
  void shouldHaveAnEntryForEveryRoute() {
    // given
    JsonObject paths = ask(Ask.get("/q/openapi?format=json")).json().getJsonObject("paths");
    Set<String> routes = new TreeSet<>();
    for (String path : paths.fieldNames()) {
      paths.getJsonObject(path).fieldNames().stream()
          .filter(METHODS::contains)
          .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path));
    }
    // then
    Set<String> known = new TreeSet<>(OPEN);
    TABLE.forEach(entry -> known.add(entry.route()));
    assertThat(known).isEqualTo(routes);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shouldStayShut_whenNothingGoodIsShown(Entry entry) {
    assertShut(ask(entry).without("Authorization"), 401, "invalid_api_key");
    assertShut(ask(entry).header("Authorization", "Basic YTpi"), 401, "invalid_api_key");
    assertShut(ask(entry).bearer("sk-slc-nobody"), 401, "invalid_api_key");
    assertShut(ask(entry).bearer(closed()), 401, "invalid_api_key");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shouldOpenByRole(Entry entry) {
    for (String role : ROLES) {
      Ask shown = ask(entry).bearer(key(role, role, "default"));
      if (entry.to().roles.contains(role)) {
        assertOpen(shown, role);
      } else {
        assertShut(shown, 403, "role_required");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shouldOpenByScope(Entry entry) {
    assertShut(ask(entry).bearer(allScopesBut(entry.scope())), 403, "scope_required");
    assertOpen(ask(entry).bearer(onlyScope(entry.scope())), entry.scope());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shouldOpenToTheHouse_orToItsTenants(Entry entry) {
    Ask shown = ask(entry).bearer(ofATenant());
    if (entry.to().houseOnly) {
      assertShut(shown, 403, "house_required");
    } else {
      assertOpen(shown, "tenant's administrator");
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shouldOpenToSuspendedAccounts_whereTheyLookAtTheirOwn(Entry entry) {
    Ask shown = ask(entry).bearer(suspended());
    if (entry.to().suspendedToo) {
      assertOpen(shown, "suspended");
    } else {
      assertShut(shown, 403, "account_suspended");
    }
  }

  @Test
  void shouldShowNothingSecret_whereTheDoorsAreOpenToAll() {
    for (String path : List.of("/", "/q/health", "/q/metrics", "/q/openapi")) {
      HttpAnswer answer = ask(Ask.get(path).without("Authorization"));
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.text())
          .as(path)
          .doesNotContain(UpstreamResource.ADMIN_KEY, UpstreamResource.UPSTREAM_KEY);
    }
  }

  /**
   * With a body that is never read where the door is shut, and changes nothing where it is open.
   */
  private static Ask ask(Entry entry) {
    Ask ask = Ask.of(entry.method(), entry.path());
    return entry.method().equals("GET") || entry.method().equals("DELETE")
        ? ask
        : ask.json("{not json");
  }

  private void assertShut(Ask ask, int status, String code) {
    HttpAnswer answer = ask(ask);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(code(answer.json())).isEqualTo(code);
  }

  private void assertOpen(Ask ask, String to) {
    HttpAnswer answer = ask(ask);
    String body = answer.text();
    assertThat(answer.status()).as(to).isNotEqualTo(401).isLessThan(500);
    if (answer.status() == 403) {
      assertThat(code(new JsonObject(body))).as(to).isNotIn(SHUT);
    }
  }

  private static String code(JsonObject body) {
    return body.getJsonObject("error", body).getString("code");
  }

  private String allScopesBut(String scope) {
    JsonArray scopes = new JsonArray();
    Stream.of("chat", "generations", "moderations", "models", "account", "admin")
        .filter(each -> !each.equals(scope))
        .forEach(scopes::add);
    return KEY.computeIfAbsent("but " + scope, name -> made("scoped", scopes));
  }

  private String onlyScope(String scope) {
    return KEY.computeIfAbsent("only " + scope, name -> made("scoped", new JsonArray().add(scope)));
  }

  private String made(String account, JsonArray scopes) {
    return made(
        new JsonObject().put("account", account).put("role", "admin").put("scopes", scopes));
  }

  private String ofATenant() {
    sql("insert into tenant (id) values ('routes') on conflict do nothing");
    return key("admin", "admin", "routes");
  }

  private String suspended() {
    return withStatus("routes-suspended", "suspended");
  }

  private String closed() {
    return withStatus("routes-closed", "closed");
  }

  private String withStatus(String account, String status) {
    String key = key("admin", account, "default");
    JsonObject body = new JsonObject().put("status", status).put("reason", "a test");
    HttpAnswer changed =
        ask(
            Ask.of("PUT", "/admin/v1/accounts/" + account + "/status")
                .json(body.encode())
                .bearer(UpstreamResource.ADMIN_KEY));
    assertThat(changed.status()).isIn(200, 409); // a closed account stays as it is
    return key;
  }

  private String key(String role, String account, String tenant) {
    return KEY.computeIfAbsent(
        role + " " + account + " " + tenant,
        name ->
            made(new JsonObject().put("account", account).put("role", role).put("tenant", tenant)));
  }

  private String made(JsonObject wanted) {
    HttpAnswer answer =
        ask(Ask.of("POST", KEYS).json(wanted.encode()).bearer(UpstreamResource.ADMIN_KEY));
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().getString("key");
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(Duration.ofSeconds(10));
  }
}
