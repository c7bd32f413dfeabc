package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.UsageTable;
import dev.sluice.testing.UsageTable.Used;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost report as operators read it, over HTTP. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class UsageOverHttpTest extends Operators {
  private static final String USAGE = "/admin/v1/usage";
  private static final String MARCH = "?from=2032-03-01&to=2032-03-31";
  private static final LocalDate FIRST = LocalDate.parse("2032-03-01");

  private UsageTable table;

  @BeforeEach
  void fill() {
    table = new UsageTable(pool);
    clear();
    table.put(
        List.of(
            used("gen_usage_1", "default", 0, "ann", 100),
            used("gen_usage_2", "default", 0, "ann", 10),
            used("gen_usage_3", "default", 0, "@bob", 1),
            used("gen_usage_4", "default", 30, "ann", 1_000),
            used("gen_usage_5", "default", 31, "ann", 10_000),
            used("gen_usage_6", "usage-other", 0, "ann", 100_000)));
  }

  @AfterEach
  void clear() {
    table.forget("usage-other");
    sql("delete from usage_record where generation like 'gen_usage_%'");
  }

  static Stream<Arguments> routes() {
    return Stream.of(
        Arguments.of("GET", USAGE + MARCH, "auditor"),
        Arguments.of("GET", USAGE + "/generations?day=2032-03-01", "auditor"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldLetInByRole_whateverTheRoute(String method, String path, String least) {
    assertLetsIn(method, path, least);
  }

  @Test
  void shouldSumUpTheTenantsOwn_whenAskedByDayAndAccount() {
    // when
    JsonObject report = ok(get(USAGE + MARCH + "&by=day,account"));
    // then
    assertThat(report.getJsonArray("items").stream().map(JsonObject.class::cast))
        .containsExactly(
            sums(1, 1).put("day", "2032-03-01").put("account", "@bob"),
            sums(2, 110).put("day", "2032-03-01").put("account", "ann"),
            sums(1, 1_000).put("day", "2032-03-31").put("account", "ann"));
    assertThat(report.getJsonObject("total")).isEqualTo(sums(4, 1_111));
    assertThat(report.getString("currency")).isEqualTo("CNY");
    assertThat(report.getString("next_cursor")).isNull();
  }

  @Test
  void shouldTellTheSameTotal_onEveryPage() {
    // given
    List<JsonObject> lines = pages(USAGE + MARCH + "&by=account,day", 1);
    // then
    assertThat(lines).hasSize(3);
    assertThat(lines.stream().mapToLong(it -> it.getLong("money_micros")).sum()).isEqualTo(1_111);
    JsonObject page = ok(get(USAGE + MARCH + "&by=account,day&limit=1"));
    assertThat(page.getJsonObject("total")).isEqualTo(sums(4, 1_111));
  }

  @Test
  void shouldHaveATotalOfNothing_whenNothingWasUsed() {
    // when
    JsonObject report = ok(get(USAGE + "?from=2033-01-01&to=2033-12-31&by=tenant"));
    // then
    assertThat(report.getJsonArray("items")).isEmpty();
    assertThat(report.getJsonObject("total")).isEqualTo(sums(0, 0));
  }

  @Test
  void shouldComeAsATable_whenCsvIsAccepted() {
    // when
    HttpAnswer answer =
        ask(
            Ask.get(USAGE + MARCH + "&by=account,credential,model")
                .bearer(ADMIN)
                .header("Accept", "text/csv"));
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    assertThat(answer.text())
        .isEqualTo(
            """
            account,credential,model,generations,estimated,input_tokens,output_tokens,money_micros
            '@bob,key_1,"gpt,1",1,0,2,3,1
            ann,key_1,"gpt,1",3,0,6,9,1110
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void shouldLetNobodyIn_whenATableIsAskedWithoutTheRole() {
    Ask ask = Ask.get(USAGE + MARCH).header("Accept", "text/csv");
    assertProblem(ask(ask.without("Authorization")), 401, "invalid_api_key");
    assertProblem(ask(ask), 403, "role_required");
    Ask wrong = Ask.get(USAGE + "?to=2032-03-01").header("Accept", "text/csv");
    assertWrong(ask(wrong.bearer(ADMIN)), "from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "text/csv;q=0.5, application/json"})
  void shouldComeAsJson_unlessATableIsPreferred(String accept) {
    HttpAnswer answer = ask(Ask.get(USAGE + MARCH).bearer(ADMIN).header("Accept", accept));
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(ok(answer).getJsonObject("total")).isEqualTo(sums(4, 1_111));
  }

  @Test
  void shouldShowTheRows_whenTheGenerationsAreAsked() {
    // when
    List<JsonObject> rows = pages(USAGE + "/generations?day=2032-03-01&account=ann", 1);
    // then
    assertThat(rows)
        .extracting(row -> row.getString("generation"))
        .containsExactly("gen_usage_1", "gen_usage_2");
    assertThat(rows.get(0))
        .isEqualTo(
            new JsonObject()
                .put("generation", "gen_usage_1")
                .put("day", "2032-03-01")
                .put("tenant", "default")
                .put("account", "ann")
                .put("alias", "demo")
                .put("provider", "p")
                .put("model", "gpt,1")
                .put("credential", "key_1")
                .put("input_tokens", 2)
                .put("output_tokens", 3)
                .put("exact", true)
                .put("money_micros", 100)
                .put("price_version", 1)
                .put("outcome", "Completed")
                .put("settled_at", "2032-03-01T12:00:00Z"));
    assertThat(pages(USAGE + "/generations" + MARCH, 3)).hasSize(4);
  }

  @Test
  void shouldShowTheHouseATenant_whenItIsNamed() {
    JsonObject report = ok(get(USAGE + MARCH + "&by=tenant,account&tenant=usage-other"));
    assertThat(report.getJsonArray("items"))
        .containsExactly(sums(1, 100_000).put("tenant", "usage-other").put("account", "ann"));
    List<JsonObject> rows = pages(USAGE + "/generations" + MARCH + "&tenant=usage-other", 5);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getString("generation")).isEqualTo("gen_usage_6");
  }

  @Test
  void shouldShowTheHouseAllTenants_whenAskedByTenant() {
    List<JsonObject> lines = pages(USAGE + MARCH + "&by=tenant", 1);
    assertThat(lines)
        .containsExactly(
            sums(4, 1_111).put("tenant", "default"), sums(1, 100_000).put("tenant", "usage-other"));
    JsonObject report = ok(get(USAGE + MARCH + "&by=tenant&limit=1"));
    assertThat(report.getJsonObject("total")).isEqualTo(sums(5, 101_111));
  }

  @Test
  void shouldShowATenantsOperatorsTheirOwnOnly_whateverIsAsked() {
    TenantKeys keys = TenantKeys.ofANewTenant(pool);
    String auditor = keys.key("ann", Caller.Role.AUDITOR);
    table.put(List.of(used("gen_usage_7", keys.tenant(), 0, "ann", 7)));
    for (String named : List.of("", "&tenant=" + keys.tenant())) {
      HttpAnswer own = ask(Ask.get(USAGE + MARCH + "&by=tenant" + named).bearer(auditor));
      assertThat(ok(own).getJsonArray("items"))
          .containsExactly(sums(1, 7).put("tenant", keys.tenant()));
    }
    for (String path : List.of(USAGE, USAGE + "/generations")) {
      Ask other = Ask.get(path + MARCH + "&by=tenant&tenant=default").bearer(auditor);
      assertProblem(ask(other), 403, "other_tenant");
    }
    Ask csv = Ask.get(USAGE + MARCH + "&by=tenant&tenant=default").bearer(auditor);
    assertProblem(ask(csv.header("Accept", "text/csv")), 403, "other_tenant");
  }

  @ParameterizedTest
  @CsvSource({
    "?to=2032-03-01, from",
    "?from=2032-03-01, to",
    "?from=2032-03-02&to=2032-03-01, to",
    "?from=2032-03-01&to=2033-03-02, to",
    "?from=yesterday&to=2032-03-01, from",
    "?from=2032-02-30&to=2032-03-01, from",
    "?from=2032-03-01&to=+32032-3-1, to",
    "?day=x, day",
    "?day=2032-03-01&by=, by",
    "?day=2032-03-01&by=hour, by",
    "'?day=2032-03-01&by=day,day', by",
    "?day=2032-03-01&account=a%00b, account",
    "?day=2032-03-01&limit=0, limit",
    "?day=2032-03-01&cursor=eA, cursor",
    "?day=2032-03-01&cursor=WyJhIiwiYiJd, cursor",
    "?day=2032-03-01&cursor=WyJcdTAwMDAiXQ, cursor",
    "?day=2032-03-01&cursor=AA, cursor"
  })
  void shouldNameTheParameter_whenAQuestionIsWrong(String question, String param) {
    assertWrong(get(USAGE + question), param);
  }

  private static JsonObject sums(int generations, int money) {
    return new JsonObject()
        .put("generations", generations)
        .put("estimated", 0)
        .put("input_tokens", 2 * generations)
        .put("output_tokens", 3 * generations)
        .put("money_micros", money);
  }

  private static Used used(String id, String tenant, int day, String account, long money) {
    return new Used(
        id, tenant, FIRST.plusDays(day), account, "key_1", "demo", "p", "gpt,1", 2, 3, true, money);
  }
}
