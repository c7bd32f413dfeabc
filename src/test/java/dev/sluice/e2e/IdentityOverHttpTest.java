package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.ScriptedSms;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real names over HTTP, on the real engines, with the vendors' sides scripted. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class IdentityOverHttpTest extends EndToEnd {
  private static final String IDENTITY = "/v1/identity";
  private static final String DESK = "/admin/v1/identities";
  private static final String ADMIN = UpstreamResource.ADMIN_KEY;
  private static final String PHONE = "13856785678";
  private static final String ID_NUMBER = "11010519491231002X";
  private static final String NAME = "欧阳测试";
  private static final String REFERENCE = "passport-K7731902";

  @Inject Redis redis;
  ScriptedSms sms;

  /** Everything that a caller or an operator was answered, but for clear values. */
  private final List<String> answers = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void clear() {
    sql("truncate identity, identity_grant");
  }

  @Test
  void shouldVerifyAPhone_whenItsCodeComesBack() {
    // given
    String account = account();
    String key = key("caller", account);
    assertThat(ok(get(key, IDENTITY)).getString("state")).isEqualTo("unknown");
    assertThat(post(key, IDENTITY + "/phone", phone()).status()).isEqualTo(202);
    // when
    String code = sms.codeOf(PHONE);
    String wrong = code.equals("000000") ? "000001" : "000000";
    assertError(verify(key, wrong), 400, "wrong_code");
    JsonObject verified = ok(verify(key, code));
    // then
    assertThat(verified.getString("masked")).isEqualTo("138****5678");
    JsonObject state = ok(get(key, IDENTITY));
    assertThat(state.getString("state")).isEqualTo("verified");
    assertThat(state.getJsonArray("identities")).hasSize(1);
    assertThat(text("select real_name from account where id = '" + account + "'"))
        .isEqualTo("VERIFIED");
    assertError(verify(key, code), 400, "wrong_code");
  }

  @Test
  void shouldAskForANewCode_whenTooManyWereWrong() {
    String key = key("caller", account());
    assertThat(post(key, IDENTITY + "/phone", phone()).status()).isEqualTo(202);

    IntStream.range(0, 5).forEach(i -> assertError(verify(key, "x"), 400, "wrong_code"));

    assertError(verify(key, sms.codeOf(PHONE)), 429, "rate_limit_exceeded");
  }

  @Test
  void shouldCheckNameAndNumber_whenARegisterKnowsThem() {
    String key = key("caller", account());

    assertError(post(key, IDENTITY + "/id-number", person("张三", "110105194912310021")), 400);
    assertError(
        post(key, IDENTITY + "/id-number", person(ScriptedSms.UNKNOWN_NAME, ID_NUMBER)),
        400,
        "identity_mismatch");
    assertThat(ok(post(key, IDENTITY + "/id-number", person(NAME, ID_NUMBER))).getString("masked"))
        .isEqualTo("欧* 1101**********002X");
  }

  @Test
  void shouldNameTheField_whenTheBodyIsWrong() {
    String key = key("caller", account());

    JsonObject error = post(key, IDENTITY + "/phone", new JsonObject().put("phone", "12")).error();

    assertThat(error.getString("param")).isEqualTo("phone");
    assertThat(get("sk-slc-nobody", IDENTITY).status()).isEqualTo(401);
  }

  @Test
  void shouldAllowThreeAccountsOfOnePerson_whenEightAskAtOnce() {
    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> vouch(account(), "reference", REFERENCE).status())
            .toList();

    assertThat(statuses).containsOnly(201, 409);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
    assertThat(text("select count(*)::text from identity")).isEqualTo("3");
  }

  @Test
  void shouldFindMaskedAndUnmaskForAWhile_whenAnAdministratorSaysWhy() {
    // given
    String account = account();
    String id = created(vouch(account, "phone", "+86 " + PHONE)).getString("id");
    String auditor = key("auditor", "auditor");
    String reviewer = key("reviewer", "reviewer");
    JsonObject why = new JsonObject().put("reason", "court order").put("ticket", "T-1");
    // when
    JsonObject wanted = new JsonObject().put("kind", "phone").put("value", PHONE);
    JsonArray found = ok(post(auditor, DESK + "/search", wanted)).getJsonArray("items");
    // then
    assertThat(found).hasSize(1);
    assertThat(found.getJsonObject(0).getString("masked")).isEqualTo("138****5678");
    assertThat(found.getJsonObject(0).getString("account")).isEqualTo(account);
    assertThat(post(auditor, DESK + "/" + id + "/unmask", why).status()).isEqualTo(403);
    assertThat(post(reviewer, DESK + "/" + id + "/unmask", why).status()).isEqualTo(403);
    assertThat(get(ADMIN, DESK + "/" + id + "/clear").status()).isEqualTo(403);
    assertThat(post(ADMIN, DESK + "/" + id + "/unmask", quoting(PHONE)).status()).isEqualTo(400);

    HttpAnswer unmasked = ask("POST", ADMIN, DESK + "/" + id + "/unmask", why);
    assertThat(unmasked.header("Cache-Control")).isEqualTo("no-store");
    assertThat(unmasked.json().getString("value")).isEqualTo("+86" + PHONE);
    assertThat(ask("GET", ADMIN, DESK + "/" + id + "/clear", null).json().getString("value"))
        .isEqualTo("+86" + PHONE);
    String other = key("admin", "another-admin");
    assertThat(get(other, DESK + "/" + id + "/clear").status()).isEqualTo(403);
    JsonObject grant =
        ok(get(auditor, "/admin/v1/identity-grants")).getJsonArray("items").getJsonObject(0);
    assertThat(grant.getString("granted_to")).isEqualTo("default/admin");
    assertThat(
            text(
                "select after::text from change where subject = '"
                    + id
                    + "' and action = 'identity.unmask'"))
        .contains("court order", "T-1")
        .doesNotContain(PHONE);

    sql("update identity_grant set expires_at = now() - interval '1 second'");
    assertThat(get(ADMIN, DESK + "/" + id + "/clear").status()).isEqualTo(403);
  }

  @Test
  void shouldExportAndEraseTheCaller_whenHeLeaves() {
    // given
    String account = account();
    String key = key("caller", account);
    created(vouch(account, "phone", PHONE));
    assertThat(ask(Ask.whole("demo").bearer(key)).status()).isEqualTo(200);
    // when
    JsonObject export = ok(get(key, "/v1/account/export?limit=1"));
    // then
    assertThat(export.getJsonObject("account").getString("id")).isEqualTo(account);
    assertThat(export.getJsonArray("identities").getJsonObject(0).getString("masked"))
        .isEqualTo("138****5678");
    assertThat(export.getJsonArray("keys")).hasSize(1);
    assertThat(export.getJsonObject("generations").getJsonArray("items")).hasSize(1);
    // when
    assertThat(ask("DELETE", key, "/v1/account", null).status()).isEqualTo(204);
    // then
    soon().untilAsserted(() -> assertThat(get(key, IDENTITY).status()).isEqualTo(401));
    assertThat(text("select status from account where id = '" + account + "'")).isEqualTo("CLOSED");
    assertThat(text("select coalesce(sealed, '') || masked || length(fingerprint) from identity"))
        .isEqualTo("64");
    assertThat(ask("DELETE", ADMIN, "/v1/account", null).status()).isEqualTo(409);
  }

  @Test
  void shouldKeepValuesOutOfLogsAnswersAndEngines_whateverIsAsked() {
    // given
    try (CapturedLogs logs = CapturedLogs.ofEverything()) {
      String account = account();
      String key = key("caller", account);
      // when: every route, well and badly
      post(key, IDENTITY + "/phone", new JsonObject().put("phone", PHONE + "0"));
      post(key, IDENTITY + "/phone", new JsonObject().put("phone", ScriptedSms.ILLEGAL));
      post(key, IDENTITY + "/phone", new JsonObject().put("phone", ScriptedSms.BUSY));
      post(key, IDENTITY + "/phone", phone());
      String code = sms.codeOf(PHONE);
      String inFlight = EngineDump.of(redis);
      verify(key, "999999x");
      ok(verify(key, code));
      post(key, IDENTITY + "/id-number", person(ScriptedSms.UNKNOWN_NAME, ID_NUMBER));
      ok(post(key, IDENTITY + "/id-number", person(NAME, ID_NUMBER)));
      String id = created(vouch(account, "reference", REFERENCE)).getString("id");
      get(key, IDENTITY);
      get(key, "/v1/account/export");
      post(ADMIN, DESK + "/search", new JsonObject().put("account", account));
      post(ADMIN, DESK + "/search", new JsonObject().put("kind", "phone").put("value", PHONE));
      post(ADMIN, DESK + "/search", new JsonObject().put("kind", "phone").put("value", REFERENCE));
      post(ADMIN, DESK + "/" + id + "/unmask", quoting(REFERENCE));
      JsonObject why = new JsonObject().put("reason", "audit").put("ticket", "T-2");
      assertThat(ask("POST", ADMIN, DESK + "/" + id + "/unmask", why).text()).contains(REFERENCE);
      // then
      String kept =
          String.join("\n", answers)
              + logs.text()
              + inFlight
              + EngineDump.of(redis)
              + EngineDump.of(pool);
      assertThat(kept).contains("138****5678", account, "slc:identity:");
      for (String value :
          List.of(
              PHONE,
              ScriptedSms.ILLEGAL,
              ScriptedSms.BUSY,
              ID_NUMBER,
              NAME,
              REFERENCE,
              ScriptedSms.UNKNOWN_NAME,
              ScriptedSms.SECRET)) {
        assertThat(kept.contains(value))
            .as("a clear value of %d characters", value.length())
            .isFalse();
      }
      assertThat(kept).doesNotContainPattern("(?<![0-9a-zA-Z.])" + code + "(?![0-9a-zA-Z])");
    }
  }

  private JsonObject phone() {
    return new JsonObject().put("phone", PHONE);
  }

  private static JsonObject person(String name, String number) {
    return new JsonObject().put("name", name).put("number", number);
  }

  private static JsonObject quoting(String value) {
    return new JsonObject().put("reason", "about " + value).put("ticket", "T-3");
  }

  private HttpAnswer verify(String key, String code) {
    return post(key, IDENTITY + "/phone/verify", phone().put("code", code));
  }

  private HttpAnswer vouch(String account, String kind, String value) {
    return post(
        ADMIN,
        DESK,
        new JsonObject()
            .put("account", account)
            .put("kind", kind)
            .put("value", value)
            .put("ticket", "T-0"));
  }

  private static String account() {
    return "acc-" + UUID.randomUUID();
  }

  private String key(String role, String account) {
    JsonObject wanted = new JsonObject().put("account", account).put("role", role);
    HttpAnswer answer = ask("POST", ADMIN, "/admin/v1/api-keys", wanted);
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().getString("key");
  }

  private HttpAnswer get(String key, String path) {
    return kept(ask("GET", key, path, null));
  }

  private HttpAnswer post(String key, String path, JsonObject body) {
    return kept(ask("POST", key, path, body));
  }

  private HttpAnswer ask(String method, String key, String path, JsonObject body) {
    Ask ask = Ask.of(method, path).bearer(key);
    return ask(body == null ? ask : ask.json(body.encode()));
  }

  /** Reads the answer and remembers it. */
  private HttpAnswer kept(HttpAnswer answer) {
    String text = answer.text();
    synchronized (answers) {
      answers.add(text);
    }
    return answer.withBody(text);
  }

  private static JsonObject ok(HttpAnswer answer) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(200);
    return new JsonObject(text);
  }

  private static JsonObject created(HttpAnswer answer) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(201);
    return new JsonObject(text);
  }

  private static void assertError(HttpAnswer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().getString("code")).isEqualTo(code);
  }

  private static void assertError(HttpAnswer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(Duration.ofSeconds(20));
  }

  private String text(String query) {
    RowSet<Row> rows = pool.query(query).execute().await().atMost(Duration.ofSeconds(20));
    return rows.iterator().next().getString(0);
  }
}
