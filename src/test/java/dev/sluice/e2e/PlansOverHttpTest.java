package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.Plan;
import dev.sluice.quota.Plans;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans as operators keep them, over HTTP. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PlansOverHttpTest extends Operators {
  private static final String PLANS = "/admin/v1/plans";

  /** Within which a change is in force everywhere. */
  private static final Duration PROMISED = Duration.ofSeconds(5);

  @Inject Plans plans;

  @BeforeEach
  @AfterEach
  void clear() {
    sql("delete from account where tenant = 'plan-tenant'");
    sql("delete from tenant where id = 'plan-tenant'");
    sql("delete from invite where tenant = 'plan-tenant'");
    sql("delete from plan");
  }

  static Stream<Arguments> routes() {
    return Stream.of(
        Arguments.of("GET", PLANS, "auditor"),
        Arguments.of("GET", PLANS + "/unlimited", "auditor"),
        Arguments.of("PUT", PLANS + "/brass", "admin"),
        Arguments.of("DELETE", PLANS + "/brass", "admin"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldLetInByRole_whateverTheRoute(String method, String path, String least) {
    assertLetsIn(method, path, least);
  }

  @Test
  void shouldBeInForceWithinFiveSeconds_whenALimitIsChanged() {
    // given
    put("brass", new JsonObject().put("daily_requests", 100).put("concurrent", 4));
    await().atMost(PROMISED).until(() -> plans.find("brass").equals(Optional.of(brass(100))));
    // when
    put("brass", new JsonObject().put("daily_requests", 0).put("concurrent", 4));
    // then
    await().atMost(PROMISED).until(() -> plans.find("brass").equals(Optional.of(brass(0))));
    assertThat(ask(delete("brass")).status()).isEqualTo(204);
    await().atMost(PROMISED).until(() -> plans.find("brass").isEmpty());
    assertThat(plans.find("unlimited")).contains(Plan.UNLIMITED);
  }

  @Test
  void shouldTellAndRecordWhatIs_whenAPlanIsMadeChangedAndDeleted() {
    // given
    JsonObject first =
        new JsonObject().put("total_tokens", Long.MAX_VALUE).put("requests_per_minute", 60);
    JsonObject second = new JsonObject().put("daily_money", 5_000_000);
    // when
    JsonObject made = put("recorded", first);
    put("recorded", second);
    JsonObject read = ok(get(PLANS + "/recorded"));
    ask(delete("recorded")).text();
    // then
    JsonObject shown = new JsonObject().put("name", "recorded").put("source", "operators");
    assertThat(made).isEqualTo(shown.copy().mergeIn(first));
    assertThat(read).isEqualTo(shown.copy().mergeIn(second));
    List<Row> puts = changes("plan.put", "recorded");
    assertThat(puts.get(0).getJsonObject("before")).isEqualTo(first);
    assertThat(puts.get(0).getJsonObject("after")).isEqualTo(second);
    assertThat(puts.get(1).getJsonObject("before")).isNull();
    assertThat(puts.get(1).getString("changed_by")).isEqualTo("default/admin");
    Row gone = changes("plan.delete", "recorded").get(0);
    assertThat(gone.getJsonObject("before")).isEqualTo(second);
    assertThat(gone.getJsonObject("after")).isNull();
    assertProblem(get(PLANS + "/recorded"), 404, "plan_not_found");
    assertProblem(ask(delete("recorded")), 404, "plan_not_found");
  }

  @Test
  void shouldLeaveFixedPlansAlone_whateverIsAsked() {
    assertThat(ok(get(PLANS + "/unlimited")))
        .isEqualTo(new JsonObject().put("name", "unlimited").put("source", "built_in"));
    assertThat(ok(get(PLANS + "/configured")).getString("source")).isEqualTo("configuration");
    assertThat(plans.find("configured").orElseThrow().concurrent()).hasValue(7);
    for (String name : List.of("unlimited", "configured")) {
      HttpAnswer changed = send("PUT", PLANS + "/" + name, ADMIN, new JsonObject());
      assertProblem(changed, 409, "plan_is_fixed");
      assertProblem(ask(delete(name)), 409, "plan_is_fixed");
    }
  }

  @Test
  void shouldKeepAPlan_whileSomebodyIsOnIt() {
    // given
    put("account-plan", new JsonObject());
    put("tenant-plan", new JsonObject());
    sql("insert into tenant (id, plan) values ('plan-tenant', 'tenant-plan')");
    sql("insert into account (tenant, id, plan) values ('plan-tenant', 'a', 'account-plan')");
    // then
    assertProblem(ask(delete("account-plan")), 409, "plan_in_use");
    assertProblem(ask(delete("tenant-plan")), 409, "plan_in_use");
    // when
    sql("update account set plan = null where tenant = 'plan-tenant'");
    sql("update tenant set plan = null where id = 'plan-tenant'");
    // then
    assertThat(ask(delete("account-plan")).status()).isEqualTo(204);
    assertThat(ask(delete("tenant-plan")).status()).isEqualTo(204);
  }

  @Test
  void shouldKeepAPlan_whileAnInviteOfItCanBeRedeemed() {
    // given
    put("invite-plan", new JsonObject());
    sql(
        "insert into invite (tenant, uses, used, plan, created_at, created_by)"
            + " values ('plan-tenant', 2, 1, 'invite-plan', now(), 'test')");
    // then
    assertProblem(ask(delete("invite-plan")), 409, "plan_in_use");
    // when
    sql("update invite set used = 2 where tenant = 'plan-tenant'");
    // then
    assertThat(ask(delete("invite-plan")).status()).isEqualTo(204);
  }

  @Test
  void shouldKeepTheDefaultPlan_whenAskedToDeleteIt() {
    put("free", new JsonObject());
    assertProblem(ask(delete("free")), 409, "plan_is_default");
  }

  @Test
  void shouldTakeNoMorePlans_whenThereAreAThousand() {
    // given
    sql("insert into plan select 'full-' || n, '{}' from generate_series(1, 1000) n");
    // then
    HttpAnswer more = send("PUT", PLANS + "/brass", ADMIN, new JsonObject());
    assertProblem(more, 409, "plans_full");
    put("full-1", new JsonObject().put("concurrent", 1));
  }

  @Test
  void shouldAskToTryAgain_whenAnotherChangeIsStuck() {
    // given
    SqlConnection other = pool.getConnection().await().atMost(PROMISED);
    Transaction stuck = other.begin().await().atMost(PROMISED);
    other.query("lock table plan in share row exclusive mode").execute().await().atMost(PROMISED);
    // when
    HttpAnswer answer = send("PUT", PLANS + "/brass", ADMIN, new JsonObject());
    // then
    assertProblem(answer, 503, "table_busy");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(ok(get(PLANS + "/unlimited")).getString("name")).isEqualTo("unlimited");
    stuck.rollback().await().atMost(PROMISED);
    other.close().await().atMost(PROMISED);
    put("brass", new JsonObject());
  }

  @Test
  void shouldPageByName_whenThereAreMoreThanAskedFor() {
    // given
    List<String> names = IntStream.range(0, 5).mapToObj(i -> "page-" + i).toList();
    names.forEach(name -> put(name, new JsonObject()));
    // then
    assertThat(pages(PLANS, 2).stream().map(it -> it.getString("name")))
        .isSorted()
        .doesNotHaveDuplicates()
        .contains("unlimited", "configured")
        .containsAll(names);
    assertWrong(get(PLANS + "?cursor=%21"), "cursor");
    assertWrong(get(PLANS + "?limit=0"), "limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"daily_requests\":-1};daily_requests",
        "{\"daily_requests\":1.5};daily_requests",
        "{\"daily_requests\":\"7\"};daily_requests",
        "{\"total_money\":9223372036854775808};total_money",
        "{\"concurrent\":-1};concurrent",
        "{\"concurrent\":2147483648};concurrent",
        "{\"dayly_requests\":7};dayly_requests"
      })
  void shouldNameTheField_whenAPlanIsWrong(String body, String param) {
    assertWrong(ask(Ask.of("PUT", PLANS + "/brass").bearer(ADMIN).json(body)), param);
    assertProblem(get(PLANS + "/brass"), 404, "plan_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Gold", "-gold", "go_ld", "%E9%87%91"})
  void shouldNameTheName_whenItIsWrong(String name) {
    assertWrong(send("PUT", PLANS + "/" + name, ADMIN, new JsonObject()), "name");
  }

  @Test
  void shouldStandInTheDescription() {
    assertThat(ask(Ask.get("/q/openapi")).text())
        .contains(PLANS + "/{name}", "/admin/v1/prices/versions", "/admin/v1/usage/generations");
  }

  private JsonObject put(String name, JsonObject terms) {
    return ok(send("PUT", PLANS + "/" + name, ADMIN, terms));
  }

  private static Ask delete(String name) {
    return Ask.of("DELETE", PLANS + "/" + name).bearer(ADMIN);
  }

  private static Plan brass(long requests) {
    return new Plan(
        "brass", List.of(new Limit(Measure.REQUESTS, Period.DAY, requests)), OptionalInt.of(4));
  }
}
