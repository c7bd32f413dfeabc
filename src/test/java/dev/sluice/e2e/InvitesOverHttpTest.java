package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller.Role;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.ScriptedAnswers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an account gets in by an invite, and what operators see of it. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class InvitesOverHttpTest extends LaunchSteps {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void shouldLetTheAccountIn_whenItRedeemsACode() {
    // given
    String caller = caller("new");
    refused(by(caller, "POST", "/v1/chat/completions", Ask.body("invited")), 403, "not_invited");
    refused(by(caller, "POST", "/v1/generations", Ask.body("invited")), 403, "not_invited");
    assertThat(upstream.calls()).isEmpty();
    upstream.answer(ScriptedAnswers.text("hello"));
    // when
    HttpAnswer redeemed = redeem(caller, code(new JsonObject()));
    // then
    assertThat(redeemed.status()).isEqualTo(200);
    assertThat(redeemed.json().getString("status")).isEqualTo("redeemed");
    assertThat(by(caller, "POST", "/v1/chat/completions", Ask.body("invited")).status())
        .isEqualTo(200);
  }

  @Test
  void shouldAskForNoInvite_whereTheAliasNeedsNone() {
    // given
    upstream.answer(ScriptedAnswers.text("hello"));
    // when
    HttpAnswer answer = by(caller("new"), "POST", "/v1/chat/completions", Ask.body("scripted"));
    // then
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void shouldShowTheCodeOnce_andKeepAHash() {
    // when
    String code = code(new JsonObject());
    // then
    JsonObject listed = items(INVITES).getJsonObject(0);
    assertThat(listed.containsKey("code")).isFalse();
    assertThat(code).startsWith(listed.getString("prefix") + "-");
    assertThat(stored()).hasSize(1).noneMatch(row -> row.contains(code));
    assertThat(stored()).noneMatch(row -> row.contains(code.replace("-", "")));
  }

  @Test
  void shouldTakeACodeAsPeopleWriteIt() {
    // given
    String code = code(new JsonObject().put("uses", 3));
    // when / then
    assertThat(redeem(caller("a"), code.toLowerCase(Locale.ROOT)).status()).isEqualTo(200);
    assertThat(redeem(caller("b"), " " + code.replace("-", " ") + " ").status()).isEqualTo(200);
    assertThat(redeem(caller("c"), code.replace("0", "o").replace("1", "l")).status())
        .isEqualTo(200);
  }

  @Test
  void shouldCountOnce_whenAnAccountRedeemsACodeAgain() {
    // given
    String code = code(new JsonObject().put("plan", "gold"));
    String caller = caller("again");
    redeem(caller, code).text();
    // when
    HttpAnswer again = redeem(caller, code);
    // then
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().getString("plan")).isEqualTo("gold");
    assertThat(items(INVITES).getJsonObject(0).getInteger("used")).isEqualTo(1);
    assertThat(planOf("again")).isEqualTo("gold");
  }

  @Test
  void shouldSayWhatIsWrong_whenACodeLetsNobodyIn() {
    // given
    String usedUp = code(new JsonObject());
    String caller = caller("first");
    redeem(caller, usedUp).text();
    String expired =
        code(new JsonObject().put("expires_at", Instant.now().plusSeconds(60).toString()));
    pool.query(
            "update invite set expires_at = now() - interval '1 second' where expires_at is not"
                + " null")
        .execute()
        .await()
        .atMost(SOON);
    String revoked = code(new JsonObject());
    int id = items(INVITES).getJsonObject(0).getInteger("id");
    assertThat(by(admin, "DELETE", INVITES + "/" + id).status()).isEqualTo(204);
    assertThat(by(admin, "DELETE", INVITES + "/" + id).status()).isEqualTo(204);
    String other = code(new JsonObject());
    // when / then
    refused(redeem(caller("second"), usedUp), 409, "invite_used_up");
    refused(redeem(caller("second"), expired), 409, "invite_expired");
    refused(redeem(caller("second"), revoked), 409, "invite_revoked");
    refused(redeem(caller, other), 409, "already_redeemed");
    refused(redeem(caller("second"), "7K3QZ-01XVM-TB8RD-5NHWC"), 404, "invite_not_found");
    refused(redeem(UpstreamResource.CALLER_KEY, other), 404, "invite_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"code\":7}", "{\"code\":\"\"}", "{\"code\":\"UUUUU\"}", "[]"})
  void shouldNameTheField_whenTheCodeIsNone(String body) {
    // when
    HttpAnswer answer = ask(Ask.of("POST", "/v1/invites/redeem").bearer(caller("x")).json(body));
    // then
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void shouldGiveATable_whenABatchOfCodesIsAskedForAsCsv() {
    // when
    HttpAnswer answer =
        by(admin, "POST", INVITES + "?format=csv", new JsonObject().put("count", 3));
    // then
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("id,code,batch,uses,expires_at,plan");
    assertThat(redeem(caller("table"), lines.get(2).split(",")[1]).status()).isEqualTo(200);
  }

  @Test
  void shouldPage_whenThereAreMoreThanAskedFor() {
    // given
    post(INVITES, new JsonObject().put("count", 3));
    // when
    JsonObject first = get(INVITES + "?limit=2");
    JsonObject second = get(INVITES + "?limit=2&cursor=" + first.getString("next_cursor"));
    // then
    assertThat(first.getJsonArray("items")).hasSize(2);
    assertThat(second.getJsonArray("items")).hasSize(1);
    assertThat(second.getString("next_cursor")).isNull();
    refused(by(admin, "GET", INVITES + "?cursor=Zm9v"), 400, "cursor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"count\":0}|count",
        "{\"count\":1001}|count",
        "{\"count\":\"1\"}|count",
        "{\"uses\":0}|uses",
        "{\"batch\":0}|batch",
        "{\"batch\":7}|batch",
        "{\"expires_at\":\"soon\"}|expires_at",
        "{\"expires_at\":\"2020-01-01T00:00:00Z\"}|expires_at",
        "{\"plan\":\"a,b\"}|plan",
        "{\"usse\":2}|usse"
      })
  void shouldNameTheField_whenAnInviteIsWrong(String body, String field) {
    // when
    HttpAnswer answer = by(admin, "POST", INVITES, new JsonObject(body));
    // then
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.json().getString("param")).isEqualTo(field);
  }

  @Test
  void shouldRecordWhoDidWhat() {
    // given
    code(new JsonObject().put("uses", 4));
    int id = items(INVITES).getJsonObject(0).getInteger("id");
    by(admin, "DELETE", INVITES + "/" + id).text();
    // when
    JsonArray changes = changesOf("invite/" + id);
    // then
    assertThat(changes).hasSize(2);
    JsonObject revoked = changes.getJsonObject(0);
    assertThat(revoked.getString("action")).isEqualTo("invite.revoke");
    assertThat(revoked.getString("by")).isEqualTo(keys.tenant() + "/boss");
    assertThat(revoked.getJsonObject("before").getString("revoked_at")).isNull();
    assertThat(revoked.getJsonObject("after").getString("revoked_at")).isNotNull();
    assertThat(changes.getJsonObject(1).getString("action")).isEqualTo("invite.issue");
  }

  @Test
  void shouldOpenToTheRightRolesOnly() {
    for (Role role : Role.values()) {
      String key = keys.key(role.name(), role);
      boolean reads = role != Role.CALLER;
      assertThat(by(key, "GET", INVITES).status()).isEqualTo(reads ? 200 : 403);
      assertThat(by(key, "POST", INVITES, new JsonObject()).status())
          .isEqualTo(role == Role.ADMIN ? 201 : 403);
      assertThat(by(key, "DELETE", INVITES + "/1").status())
          .isEqualTo(role == Role.ADMIN ? 404 : 403);
      String ofTheHouse = TenantKeys.ofTheHouse(pool).key("inv-" + role.name(), role);
      boolean audits = role == Role.ADMIN || role == Role.AUDITOR;
      assertThat(by(ofTheHouse, "GET", "/admin/v1/changes").status()).isEqualTo(audits ? 200 : 403);
    }
    for (String path : List.of(INVITES, "/admin/v1/changes")) {
      assertThat(ask(Ask.get(path).without("Authorization")).status()).isEqualTo(401);
    }
    assertThat(ask(Ask.of("POST", "/v1/invites/redeem").without("Authorization")).status())
        .isEqualTo(401);
  }

  @Test
  void shouldFindChangesByTheirAuthor_inPages() {
    // given
    post(INVITES, new JsonObject());
    post(INVITES, new JsonObject());
    String by = "limit=1&by=" + keys.tenant() + "/boss";
    // when
    JsonObject first = changes(by);
    JsonObject second = changes(by + "&cursor=" + first.getString("next_cursor"));
    // then
    assertThat(first.getJsonArray("items")).hasSize(1);
    assertThat(second.getJsonArray("items")).hasSize(1);
    assertThat(second.getString("next_cursor")).isNull();
    assertThat(first.encode()).doesNotContain("hash");
  }

  private List<String> stored() {
    return pool
        .preparedQuery("select to_jsonb(invite)::text as row from invite where tenant = $1")
        .execute(Tuple.of(keys.tenant()))
        .await()
        .atMost(SOON)
        .stream()
        .map(row -> row.getString("row"))
        .toList();
  }

  private String planOf(String account) {
    return pool.preparedQuery("select plan from account where tenant = $1 and id = $2")
        .execute(Tuple.of(keys.tenant(), account))
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getString("plan");
  }
}
