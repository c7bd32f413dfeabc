package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, accounts and tenants as operators keep them, and what callers notice of it. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class CredentialsOverHttpTest extends EndToEnd {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String KEYS = "/admin/v1/api-keys";
  private static final String ACCOUNTS = "/admin/v1/accounts";
  private static final String TENANTS = "/admin/v1/tenants";
  private static final String ADMIN = UpstreamResource.ADMIN_KEY;

  @AfterEach
  void clear() {
    sql("delete from api_key where created_by is not null");
    sql("delete from account where id like 'ct-%' or tenant like 'ct-%'");
    sql("delete from tenant where id like 'ct-%'");
  }

  @Test
  void shouldSayWhoACallerIs() {
    // given
    JsonObject key =
        issue(
            new JsonObject()
                .put("account", "ct-ann")
                .put("role", "caller")
                .put("plan", "small")
                .put("models", new JsonArray().add("demo"))
                .put("scopes", new JsonArray().add("account").add("models")));
    put(ACCOUNTS + "/ct-ann/plan", new JsonObject().put("plan", "gold"));
    // when
    JsonObject me = get("/v1/account", key.getString("key"));
    // then
    assertThat(me.getString("account")).isEqualTo("ct-ann");
    assertThat(me.getString("tenant")).isEqualTo("default");
    assertThat(me.getString("role")).isEqualTo("caller");
    assertThat(me.getString("credential")).isEqualTo(key.getString("id"));
    assertThat(me.getString("plan")).isEqualTo("gold");
    assertThat(me.getString("key_plan")).isEqualTo("small");
    assertThat(me.getString("tenant_plan")).isNull();
    assertThat(me.getString("status")).isEqualTo("active");
    assertThat(me.getJsonArray("scopes")).containsExactly("account", "models");
    JsonArray models = get("/v1/models", key.getString("key")).getJsonArray("data");
    assertThat(models).hasSize(1);
    assertThat(ask(Ask.get("/v1/models/scripted").bearer(key.getString("key"))).status())
        .isEqualTo(404);
  }

  @Test
  void shouldRefuseTheModel_thatTheKeyMayNotUse() {
    // given
    String key =
        issue(caller("ct-ann").put("models", new JsonArray().add("demo"))).getString("key");
    // when
    HttpAnswer other = ask(Ask.whole("scripted").bearer(key));
    // then
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.error().getString("code")).isEqualTo("model_not_allowed");
    assertThat(upstream.calls()).isEmpty();
    assertThat(ask(Ask.whole("demo").bearer(key)).status()).isEqualTo(200);
  }

  @Test
  void shouldChangeWhatIsSaidOnly_whenAKeyIsChanged() {
    // given
    JsonObject key =
        issue(caller("ct-ann").put("name", "first").put("plan", "small").put("models", demo()));
    String address = KEYS + "/" + key.getString("id");
    // when
    JsonObject changed =
        ok(
            send(
                "PATCH",
                address,
                new JsonObject().putNull("plan").put("scopes", new JsonArray().add("account"))));
    // then
    assertThat(changed.getString("name")).isEqualTo("first");
    assertThat(changed.getString("plan")).isNull();
    assertThat(changed.getJsonArray("models")).containsExactly("demo");
    assertThat(changed.getJsonArray("scopes")).containsExactly("account");
    assertThat(ask(Ask.whole("demo").bearer(key.getString("key"))).status()).isEqualTo(403);
    // when
    ok(send("PATCH", address, new JsonObject().putNull("scopes")));
    // then
    assertThat(ask(Ask.whole("demo").bearer(key.getString("key"))).status()).isEqualTo(200);
    assertThat(changes(key.getString("id")))
        .containsExactly("api_key.issue", "api_key.change", "api_key.change");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scopes\":[\"admin\"]}|scopes",
        "{\"scopes\":[\"everything\"]}|scopes",
        "{\"models\":[7]}|models[0]",
        "{\"plan\":\"a plan\"}|plan",
        "{\"expires_at\":\"2020-01-01T00:00:00Z\"}|expires_at",
        "{\"role\":\"admin\"}|role",
        "{\"scope\":[]}|scope"
      })
  void shouldNameTheField_thatCannotBeChanged(String body, String field) {
    // given
    JsonObject key = issue(caller("ct-ann"));
    // when
    HttpAnswer answer = send("PATCH", KEYS + "/" + key.getString("id"), new JsonObject(body));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("param")).isEqualTo(field);
    assertThat(changes(key.getString("id"))).containsExactly("api_key.issue");
  }

  @Test
  void shouldTakeBothTexts_whileARotatedKeysOverlapLasts() {
    // given
    JsonObject key = issue(caller("ct-ann"));
    String rotate = KEYS + "/" + key.getString("id") + "/rotate";
    // when
    HttpAnswer answer = send("POST", rotate, new JsonObject().put("overlap_s", 600));
    // then
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    JsonObject rotated = ok(answer);
    assertThat(rotated.getString("id")).isEqualTo(key.getString("id"));
    assertThat(rotated.getString("key")).startsWith("sk-slc-").isNotEqualTo(key.getString("key"));
    JsonObject me = get("/v1/account", key.getString("key"));
    assertThat(get("/v1/account", rotated.getString("key"))).isEqualTo(me);
    // when
    JsonObject again = ok(send("POST", rotate, new JsonObject().put("overlap_s", 0)));
    // then
    assertThat(status(key.getString("key"))).isEqualTo(401);
    assertThat(status(rotated.getString("key"))).isEqualTo(401);
    assertThat(status(again.getString("key"))).isEqualTo(200);
    assertThat(changes(key.getString("id")))
        .containsExactly("api_key.issue", "api_key.rotate", "api_key.rotate");
    assertThat(everythingRecorded())
        .doesNotContain(key.getString("key"), rotated.getString("key"), again.getString("key"));
  }

  @Test
  void shouldEndTheOldText_whenTheOverlapIsOver() {
    // given
    JsonObject key = issue(caller("ct-ann"));
    ok(send("POST", KEYS + "/" + key.getString("id") + "/rotate", new JsonObject()));
    assertThat(status(key.getString("key"))).isEqualTo(200);
    // when
    sql("update retired_key_text set until = now() where key = '" + key.getString("id") + "'");
    // then
    soon().untilAsserted(() -> assertThat(status(key.getString("key"))).isEqualTo(401));
  }

  @Test
  void shouldEndAllTexts_whenTheKeyIsRevoked() {
    // given
    JsonObject key = issue(caller("ct-ann"));
    String address = KEYS + "/" + key.getString("id");
    JsonObject rotated = ok(send("POST", address + "/rotate", new JsonObject()));
    assertThat(status(rotated.getString("key"))).isEqualTo(200);
    // when
    assertThat(send("DELETE", address, new JsonObject()).status()).isEqualTo(204);
    // then
    assertThat(status(key.getString("key"))).isEqualTo(401);
    assertThat(status(rotated.getString("key"))).isEqualTo(401);
    assertThat(code(send("POST", address + "/rotate", new JsonObject())))
        .isEqualTo("api_key_revoked");
  }

  @Test
  void shouldShutNobodyOut_byHisOwnHand() {
    assertThat(code(send("DELETE", KEYS + "/key_admin", new JsonObject()))).isEqualTo("own_key");
    assertThat(code(send("PATCH", KEYS + "/key_admin", new JsonObject()))).isEqualTo("own_key");
    assertThat(code(send("PUT", ACCOUNTS + "/admin/status", status()))).isEqualTo("own_account");
  }

  @Test
  void shouldServeASuspendedAccountNothing_butShowItItsOwn() {
    // given
    String key = issue(caller("ct-ann")).getString("key");
    Instant until = Instant.parse("2099-01-01T00:00:00Z");
    // when
    put(ACCOUNTS + "/ct-ann/status", status().put("until", until.toString()));
    // then
    for (Ask ask :
        List.of(Ask.whole("demo"), Ask.stream("demo"), Ask.generation("demo"), judged())) {
      HttpAnswer answer = ask(ask.bearer(key));
      assertThat(answer.status()).isEqualTo(403);
      JsonObject error = answer.error();
      assertThat(error.getString("code")).isEqualTo("account_suspended");
      assertThat(error.getString("type")).isEqualTo("permission_error");
      assertThat(error.getString("message")).contains("too much spam", until.toString());
    }
    JsonObject me = get("/v1/account", key);
    assertThat(me.getString("status")).isEqualTo("suspended");
    assertThat(me.getString("suspension")).contains("too much spam");
    JsonObject appeal = new JsonObject().put("text", "It was not me.");
    assertThat(ask(Ask.of("POST", "/v1/appeals").json(appeal.encode()).bearer(key)).status())
        .isEqualTo(201);
    // when
    put(ACCOUNTS + "/ct-ann/status", new JsonObject().put("status", "active"));
    // then
    assertThat(ask(Ask.whole("demo").bearer(key)).status()).isEqualTo(200);
    sql("delete from appeal where account = 'ct-ann'");
  }

  @Test
  void shouldServeAgain_whenTheSuspensionIsOver() {
    // given
    String key = issue(caller("ct-ann")).getString("key");
    put(ACCOUNTS + "/ct-ann/status", status());
    // when
    sql("update account set suspended_until = now() where id = 'ct-ann'");
    // then
    soon()
        .untilAsserted(
            () -> assertThat(ask(Ask.whole("demo").bearer(key)).status()).isEqualTo(200));
  }

  @Test
  void shouldKnowAClosedAccountNoMore() {
    // given
    String key = issue(caller("ct-ann")).getString("key");
    JsonObject other = new JsonObject().put("account", "ct-bob");
    JsonObject own = new JsonObject().put("account", "ct-ann");
    // when / then
    assertThat(ask(close(other, key)).status()).isEqualTo(400);
    assertThat(ask(close(own, ADMIN)).status()).isEqualTo(400);
    assertThat(ask(close(new JsonObject().put("account", "admin"), ADMIN)).status()).isEqualTo(409);
    assertThat(ask(close(own, key)).status()).isEqualTo(204);
    assertThat(status(key)).isEqualTo(401);
    assertThat(get(ACCOUNTS + "/ct-ann", ADMIN).getString("status")).isEqualTo("closed");
    assertThat(changes("default/ct-ann")).containsExactly("account.create", "account.close");
  }

  @Test
  void shouldKeepTheHouseOpen_whenAnAdministratorsOtherKeyIsShown() {
    // given
    JsonObject boss = issue(caller("ct-ann").put("role", "admin"));
    String key = issue(caller("ct-ann")).getString("key");
    JsonObject own = new JsonObject().put("account", "ct-ann");
    // when
    HttpAnswer refused = ask(close(own, key));
    // then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.error().getString("code")).isEqualTo("administrator");
    assertThat(status(boss.getString("key"))).isEqualTo(200);
    // when
    send("DELETE", KEYS + "/" + boss.getString("id"), new JsonObject());
    // then
    assertThat(ask(close(own, key)).status()).isEqualTo(204);
  }

  @Test
  void shouldCloseForGood_whenAnOperatorCloses() {
    // given
    String key = issue(caller("ct-ann")).getString("key");
    sql(
        "insert into identity (id, tenant, account, kind, fingerprint, sealed, masked, how,"
            + " vouched_by, ticket, verified_at) values ('idn_ct', 'default', 'ct-ann', 'PHONE',"
            + " 'print', 'sealed', 'masked', 'MANUAL', 'default/admin', 'T-1', now())");
    sql("update account set real_name = 'VERIFIED' where id = 'ct-ann'");
    sql(
        "insert into saved_text (generation, tenant, account, alias, status, text, saved_at,"
            + " expires_at) values ('gen_ct', 'default', 'ct-ann', 'demo', 'completed', 'hi',"
            + " now(), now() + interval '1 day')");
    // when
    HttpAnswer closed = send("PUT", ACCOUNTS + "/ct-ann/status", closing());
    // then
    assertThat(ok(closed).getString("real_name")).isEqualTo("unknown");
    assertThat(status(key)).isEqualTo(401);
    assertThat(count("api_key where account = 'ct-ann' and revoked_at is null")).isZero();
    assertThat(count("identity where id = 'idn_ct' and sealed is null and masked = ''")).isOne();
    assertThat(count("saved_text where account = 'ct-ann'")).isZero();
    // when / then
    for (JsonObject status :
        List.of(status(), closing(), new JsonObject().put("status", "active"))) {
      assertThat(code(send("PUT", ACCOUNTS + "/ct-ann/status", status)))
          .isEqualTo("account_closed");
    }
    assertThat(code(send("PUT", ACCOUNTS + "/ct-ann/plan", new JsonObject().putNull("plan"))))
        .isEqualTo("account_closed");
    sql("delete from identity where id = 'idn_ct'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/admin/v1/api-keys|{\"account\":\"ct-ann\",\"role\":\"caller\",\"scope\":[]}|scope",
        "POST|/admin/v1/accounts|{\"account\":\"ct-ann\",\"plans\":\"gold\"}|plans",
        "POST|/admin/v1/tenants|{\"tenant\":\"ct-t\",\"plans\":\"gold\"}|plans",
        "PUT|/admin/v1/accounts/ct-ann/plan|{\"plans\":\"gold\"}|plans",
        "PUT|/admin/v1/accounts/ct-ann/plan|{}|plan",
        "PUT|/admin/v1/accounts/ct-ann/status|{\"status\":\"active\",\"why\":\"x\"}|why",
        "PUT|/admin/v1/tenants/ct-t/plan|{\"plans\":\"gold\"}|plans",
        "PUT|/admin/v1/tenants/ct-t/plan|{}|plan"
      })
  void shouldNameTheField_thatIsNotKnownOrIsMissing(
      String method, String path, String body, String field) {
    // when
    HttpAnswer answer = send(method, path, new JsonObject(body));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("param")).isEqualTo(field);
  }

  private static JsonObject closing() {
    return new JsonObject().put("status", "closed");
  }

  private long count(String what) {
    return pool.query("select count(*) from " + what)
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void shouldFindAccounts_byStatusAndPlan() {
    // given
    for (String name : List.of("ct-1", "ct-2", "ct-3")) {
      JsonObject made = new JsonObject().put("account", name).put("plan", "ct-plan");
      assertThat(send("POST", ACCOUNTS, made).status()).isEqualTo(201);
    }
    assertThat(code(send("POST", ACCOUNTS, new JsonObject().put("account", "ct-1"))))
        .isEqualTo("account_exists");
    put(ACCOUNTS + "/ct-2/status", status());
    put(ACCOUNTS + "/ct-3/plan", new JsonObject().putNull("plan"));
    // then
    assertThat(names(get(ACCOUNTS + "?plan=ct-plan", ADMIN))).containsExactly("ct-1", "ct-2");
    assertThat(names(get(ACCOUNTS + "?plan=ct-plan&status=suspended", ADMIN)))
        .containsExactly("ct-2");
    JsonObject first = get(ACCOUNTS + "?plan=ct-plan&limit=1", ADMIN);
    assertThat(names(first)).containsExactly("ct-1");
    String next = first.getString("next_cursor");
    assertThat(names(get(ACCOUNTS + "?plan=ct-plan&limit=1&cursor=" + next, ADMIN)))
        .containsExactly("ct-2");
    assertThat(ask(Ask.get(ACCOUNTS + "?status=gone").bearer(ADMIN)).status()).isEqualTo(400);
    assertThat(ask(Ask.get(ACCOUNTS + "/ct-none").bearer(ADMIN)).status()).isEqualTo(404);
    assertThat(changes("default/ct-3")).containsExactly("account.create", "account.plan");
  }

  @Test
  void shouldKeepTenantsApart() {
    // given
    JsonObject opened =
        send("POST", TENANTS, new JsonObject().put("tenant", "ct-acme").put("plan", "pool")).json();
    String boss = opened.getJsonObject("admin").getString("key");
    // then
    JsonObject me = get("/v1/account", boss);
    assertThat(me.getString("tenant")).isEqualTo("ct-acme");
    assertThat(me.getString("tenant_plan")).isEqualTo("pool");
    assertThat(me.getString("role")).isEqualTo("admin");
    assertThat(changes("ct-acme")).containsExactly("tenant.create");
    assertThat(code(send("POST", TENANTS, new JsonObject().put("tenant", "ct-acme"))))
        .isEqualTo("tenant_exists");
    // when: its administrator makes a key
    HttpAnswer made = ask(Ask.of("POST", KEYS).json(caller("ct-ann").encode()).bearer(boss));
    // then
    assertThat(made.json().getString("tenant")).isEqualTo("ct-acme");
    assertThat(names(get(ACCOUNTS, boss))).containsExactly("admin", "ct-ann");
    assertThat(names(get(ACCOUNTS + "?tenant=ct-acme", ADMIN))).containsExactly("admin", "ct-ann");
    assertThat(get(TENANTS, boss).getJsonArray("items")).hasSize(1);
    assertThat(get(TENANTS, ADMIN).getJsonArray("items").size()).isGreaterThan(1);
    for (String foreign :
        List.of(
            ACCOUNTS + "?tenant=default",
            ACCOUNTS + "/demo?tenant=default",
            KEYS + "?tenant=default",
            TENANTS + "/default")) {
      HttpAnswer answer = ask(Ask.get(foreign).bearer(boss));
      assertThat(answer.status()).as(foreign).isEqualTo(403);
      assertThat(answer.json().getString("code")).isEqualTo("other_tenant");
    }
    JsonObject elsewhere = caller("ct-ann").put("tenant", "default");
    assertThat(ask(Ask.of("POST", KEYS).json(elsewhere.encode()).bearer(boss)).status())
        .isEqualTo(403);
    assertThat(ask(Ask.of("DELETE", KEYS + "/key_demo").bearer(boss)).status()).isEqualTo(404);
    assertThat(code(send("POST", KEYS, caller("ct-ann").put("tenant", "ct-none"))))
        .isEqualTo("tenant_not_found");
    // when
    put(TENANTS + "/ct-acme/plan", new JsonObject().putNull("plan"));
    // then
    assertThat(get("/v1/account", boss).getString("tenant_plan")).isNull();
  }

  private static JsonObject caller(String account) {
    return new JsonObject().put("account", account).put("role", "caller");
  }

  private static JsonArray demo() {
    return new JsonArray().add("demo");
  }

  private static JsonObject status() {
    return new JsonObject().put("status", "suspended").put("reason", "too much spam");
  }

  private static Ask judged() {
    return Ask.of("POST", "/v1/moderations").json(new JsonObject().put("input", "hi").encode());
  }

  private static Ask close(JsonObject body, String key) {
    return Ask.of("POST", "/v1/account/close").json(body.encode()).bearer(key);
  }

  private JsonObject issue(JsonObject wanted) {
    HttpAnswer answer = send("POST", KEYS, wanted);
    assertThat(answer.status()).isEqualTo(201);
    return answer.json();
  }

  private HttpAnswer send(String method, String path, JsonObject body) {
    return ask(Ask.of(method, path).json(body.encode()).bearer(ADMIN));
  }

  private void put(String path, JsonObject body) {
    ok(send("PUT", path, body));
  }

  private static JsonObject ok(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private JsonObject get(String path, String key) {
    return ok(ask(Ask.get(path).bearer(key)));
  }

  private int status(String key) {
    return ask(Ask.get("/v1/account").bearer(key)).status();
  }

  private static String code(HttpAnswer answer) {
    return answer.json().getString("code");
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("account"))
        .toList();
  }

  /** What was recorded of a thing since it was last made: tests use names again. */
  private List<String> changes(String subject) {
    List<String> actions = new ArrayList<>();
    String recorded = "select action from change where subject = '%s' order by number";
    for (Row row : pool.query(recorded.formatted(subject)).execute().await().atMost(SOON)) {
      if (row.getString(0).endsWith(".create")) {
        actions.clear();
      }
      actions.add(row.getString(0));
    }
    return actions;
  }

  private String everythingRecorded() {
    return pool.query("select string_agg(change::text, ' ') from change")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getString(0);
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(SOON);
  }
}
