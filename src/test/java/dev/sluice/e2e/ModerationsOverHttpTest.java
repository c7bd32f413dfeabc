package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.chain.SharedRate;
import dev.sluice.moderation.chain.VendorsHealth;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts judged by themselves, and the vendors' health, over HTTP. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class ModerationsOverHttpTest extends EndToEnd {
  private static final String VENDORS = "/admin/v1/moderation/vendors";

  private static final Duration SOON = Duration.ofSeconds(10);

  @Inject Judges judges;
  @Inject VendorsHealth health;
  @Inject SharedRate rate;

  private TenantKeys tenant;

  @BeforeEach
  void tenant() {
    tenant = TenantKeys.ofANewTenant(pool);
  }

  @Test
  void shouldAnswerInOpenAisShape_whenTextsAreHarmless() {
    HttpAnswer answer =
        moderations("{\"model\":\"omni-moderation-latest\",\"input\":[\"hello\",\"你好\"]}");

    assertThat(answer.status()).isEqualTo(200);
    JsonObject json = answer.json();
    assertThat(json.getString("id")).startsWith("modr-");
    assertThat(json.getString("model")).isEqualTo("omni-moderation-latest");
    assertThat(json.getJsonArray("results")).hasSize(2);
    JsonObject first = json.getJsonArray("results").getJsonObject(0);
    assertThat(first.getBoolean("flagged")).isFalse();
    assertThat(first.getJsonObject("categories").getBoolean("self-harm")).isFalse();
  }

  @Test
  void shouldAnswerOnce_whenTheInputComesInParts() {
    HttpAnswer answer =
        moderations(
            "{\"input\":[{\"type\":\"text\",\"text\":\"hel\"},{\"type\":\"text\",\"text\":\"lo\"}]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonArray("results")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};input",
        "{\"input\":[]};input",
        "{\"input\":\"\"};input",
        "{\"input\":7};input",
        "{\"input\":[\"a\",{\"type\":\"text\"}]};input[1]",
        "{\"input\":[{\"type\":\"text\"}]};input[0].text",
        "{\"input\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]};input[0].type",
        "{\"input\":\"a\",\"model\":7};model",
        "{\"input\":\"\\ud83d\"};input",
      })
  void shouldNameTheField_whenTheBodyIsWrong(String body, String param) {
    HttpAnswer answer = moderations(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("param")).isEqualTo(param);
  }

  @Test
  void shouldRefuse_whenTheTextIsTooLong() {
    HttpAnswer answer = moderations(new JsonObject().put("input", "字".repeat(200_001)).encode());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("param")).isEqualTo("input");
  }

  @Test
  void shouldRefuse_whenNobodyKnowsTheKey() {
    HttpAnswer answer =
        ask(Ask.of("POST", "/v1/moderations").bearer("nobody").json("{\"input\":\"a\"}"));

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void shouldRefuse_whenTheAccountIsSuspendedForMisuse() {
    String key = tenant.key("rude", Caller.Role.CALLER);
    pool.preparedQuery(
            "insert into misuse (tenant, account, day, in_a_row, on_the_day, suspension)"
                + " values ($1, 'rude', current_date, 3, 3, 'sus_test')")
        .execute(Tuple.of(tenant.tenant()))
        .await()
        .atMost(SOON);

    HttpAnswer answer = judged(key);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error().getString("code")).isEqualTo("account_suspended");
  }

  @Test
  void shouldCountAgainstRequests_whenTheAccountIsOnAPlan() {
    String key = tenant.key("thrifty", Caller.Role.CALLER);
    pool.preparedQuery("update account set plan = 'spent-plan' where tenant = $1")
        .execute(Tuple.of(tenant.tenant()))
        .await()
        .atMost(SOON);

    HttpAnswer first = judged(key);
    HttpAnswer second = judged(key);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(second.status()).isEqualTo(429);
    soon()
        .untilAsserted(
            () ->
                assertThat(
                        pool.preparedQuery(
                                "select from usage_record where tenant = $1"
                                    + " and alias = 'moderations' and provider = 'none'")
                            .execute(Tuple.of(tenant.tenant()))
                            .await()
                            .atMost(SOON)
                            .size())
                    .isEqualTo(1));
  }

  @Test
  void shouldListVendors_whenAnOperatorLooks() {
    HttpAnswer answer = ask(Ask.get(VENDORS).bearer(UpstreamResource.ADMIN_KEY));

    assertThat(answer.status()).isEqualTo(200);
    JsonArray items = answer.json().getJsonArray("items");
    assertThat(items).hasSameSizeAs(health.all());
    JsonObject first = items.getJsonObject(0);
    Capabilities can = health.all().get(0).capabilities();
    assertThat(
            first.getJsonObject("capabilities").getJsonObject("categories").getJsonArray("input"))
        .hasSameSizeAs(can.coverage().inputs());
    assertThat(first.getJsonObject("capabilities").getInteger("max_output"))
        .isEqualTo(can.maxReply());
  }

  @Test
  void shouldShowVendorsToNobodyElse_whenACallerLooks() {
    assertThat(ask(Ask.get(VENDORS)).status()).isEqualTo(403);
  }

  @Test
  void shouldCountRatesInRedis_whenTheProgramRuns() {
    SharedRate.Grant grant = rate.take("e2e", 10).await().atMost(Duration.ofSeconds(5));

    assertThat(grant).isEqualTo(new SharedRate.Grant.Taken());
    assertThat(judges).isNotNull();
  }

  private HttpAnswer judged(String key) {
    return ask(Ask.of("POST", "/v1/moderations").bearer(key).json("{\"input\":\"hello\"}"));
  }

  private HttpAnswer moderations(String body) {
    return ask(Ask.of("POST", "/v1/moderations").json(body));
  }
}
