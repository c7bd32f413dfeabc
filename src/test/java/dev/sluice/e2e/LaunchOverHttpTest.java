package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller.Role;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gray release, batch by batch, and its stop switch. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class LaunchOverHttpTest extends LaunchSteps {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final JsonObject NOTHING = new JsonObject();

  @Test
  void shouldLetInWhoIsOfTheBatch_whileItIsOpen() {
    // given
    planBatch("friends", 2);
    String code = code(new JsonObject().put("batch", 1).put("uses", 10));
    refused(redeem(caller("early"), code), 409, "batch_not_open");
    // when
    assertThat(openBatch(1, NOTHING).status()).isEqualTo(200);
    // then
    assertThat(redeem(caller("a"), code).status()).isEqualTo(200);
    assertThat(redeem(caller("b"), code).status()).isEqualTo(200);
    refused(redeem(caller("c"), code), 409, "batch_full");
    assertThat(redeem(caller("a"), code).status()).isEqualTo(200);
    assertThat(batch(1).getInteger("admitted")).isEqualTo(2);
    // when
    assertThat(by(admin, "POST", LAUNCH + "/batches/1/close").status()).isEqualTo(200);
    // then
    refused(redeem(caller("d"), code), 409, "batch_not_open");
    assertThat(batch(1).getString("state")).isEqualTo("closed");
    refused(openBatch(1, NOTHING), 409, "batch_not_planned");
  }

  @Test
  void shouldDemandHealthOrAnOverride_whenTheNextBatchOpens() {
    // given
    planBatch("first", 5);
    planBatch("second", 5);
    planBatch("third", 5);
    refused(openBatch(2, NOTHING), 409, "batch_out_of_order");
    fail(3);
    assertThat(openBatch(1, NOTHING).status()).isEqualTo(200);
    // when / then
    refused(openBatch(2, NOTHING), 409, "launch_unhealthy");
    assertThat(get(LAUNCH).getJsonObject("health").getJsonArray("broken_rules")).hasSize(1);
    refused(openBatch(2, new JsonObject().put("override", " ")), 400, "override");
    assertThat(openBatch(2, new JsonObject().put("override", "the vendor mended it")).status())
        .isEqualTo(200);
    JsonArray changes = changesOf("launch/" + keys.tenant() + "/2");
    JsonObject opened = changes.getJsonObject(0);
    assertThat(opened.getString("action")).isEqualTo("batch.open");
    assertThat(opened.getJsonObject("before").getString("state")).isEqualTo("Planned");
    assertThat(opened.getJsonObject("after").getString("override"))
        .isEqualTo("the vendor mended it");
    assertThat(opened.getJsonObject("after").getJsonArray("broken_rules")).hasSize(1);
    // when
    recover(100);
    // then
    assertThat(openBatch(3, NOTHING).status()).isEqualTo(200);
  }

  @Test
  void shouldLetNobodyNewIn_whenTheLaunchIsHalted() {
    // given
    planBatch("first", 5);
    openBatch(1, NOTHING).text();
    String ofBatch = code(new JsonObject().put("batch", 1));
    String ofNone = code(new JsonObject());
    // when
    post(LAUNCH + "/halt", new JsonObject().put("reason", "too many complaints"));
    // then
    refused(redeem(caller("a"), ofBatch), 409, "admissions_halted");
    refused(redeem(caller("a"), ofNone), 409, "admissions_halted");
    assertThat(get(LAUNCH).getJsonObject("halted").getString("reason"))
        .isEqualTo("too many complaints");
    planBatch("second", 5);
    refused(openBatch(2, new JsonObject().put("override", "now")), 409, "admissions_halted");
    // when
    assertThat(by(admin, "POST", LAUNCH + "/resume").status()).isEqualTo(200);
    // then
    assertThat(redeem(caller("a"), ofBatch).status()).isEqualTo(200);
    assertThat(changesOf("launch/" + keys.tenant())).hasSize(2);
    refused(by(admin, "POST", LAUNCH + "/resume"), 409, "admissions_not_halted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/batches|{}|name",
        "/batches|{\"name\":\"a\"}|cap",
        "/batches|{\"name\":\"a\",\"cap\":0}|cap",
        "/batches|{\"name\":\"a\",\"cap\":\"9\"}|cap",
        "/batches|{\"name\":\"a\",\"cap\":9,\"size\":9}|size",
        "/batches/1/open|{\"override\":7}|override",
        "/batches/1/open|{\"overide\":\"x\"}|overide",
        "/halt|{}|reason"
      })
  void shouldNameTheField_whenABodyIsWrong(String path, String body, String field) {
    // when
    HttpAnswer answer = by(admin, "POST", LAUNCH + path, new JsonObject(body));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("param")).isEqualTo(field);
  }

  @Test
  void shouldOpenToTheRightRolesOnly() {
    for (Role role : Role.values()) {
      String key = keys.key(role.name(), role);
      assertThat(by(key, "GET", LAUNCH).status()).isEqualTo(role == Role.CALLER ? 403 : 200);
      for (String path :
          new String[] {"/batches", "/batches/9/open", "/batches/9/close", "/halt", "/resume"}) {
        int status = by(key, "POST", LAUNCH + path, NOTHING).status();
        assertThat(status)
            .as(path)
            .isIn(role == Role.ADMIN ? new Object[] {400, 404, 409} : new Object[] {403});
      }
    }
    assertThat(ask(Ask.get(LAUNCH).without("Authorization")).status()).isEqualTo(401);
  }

  private JsonObject batch(int number) {
    return get(LAUNCH).getJsonArray("batches").getJsonObject(number - 1);
  }

  private void fail(int generations) {
    ended("Broken", generations);
  }

  private void recover(int generations) {
    ended("Completed", generations);
  }

  private void ended(String outcome, int generations) {
    for (int i = 0; i < generations; i++) {
      pool.preparedQuery(
              """
              insert into trace (id, instance, tenant, account, credential, alias, kind, parameters,
                input_chars, started_at, outcome)
              values ($1, 'i', $2, 'a', 'k', 'm', 'chat', '{}', 1, now(), $3)
              """)
          .execute(Tuple.of("gen_" + UUID.randomUUID(), keys.tenant(), outcome))
          .await()
          .atMost(SOON);
    }
  }
}
