package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.launch.stop.StopsInForce;
import dev.sluice.model.Caller.Role;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedAnswers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator's emergency stop does to requests, and to what runs. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class SwitchesOverHttpTest extends LaunchSteps {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SWITCHES = "/admin/v1/switches";
  private static final String CHAT = "/v1/chat/completions";

  @Inject StopsInForce inForce;

  private final CompletableFuture<Void> never = new CompletableFuture<>();

  /** Switches are thrown by the house. */
  @BeforeEach
  void useTheHousesKey() {
    admin = UpstreamResource.ADMIN_KEY;
  }

  @AfterEach
  void releaseAll() {
    pool.query("delete from emergency_stop").execute().await().atMost(SOON);
    inForce.refresh().await().atMost(SOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alias", "tenant", "everything"})
  void shouldRefuseNewOnes_untilTheStopIsReleased(String scope) {
    // given
    upstream.answer(ScriptedAnswers.text("hello"));
    String caller = caller("a");
    JsonObject body = new JsonObject().put("scope", scope).put("reason", "an incident");
    if (!scope.equals("everything")) {
      body.put("name", scope.equals("alias") ? "scripted" : keys.tenant());
    }
    // when
    JsonObject stop = post(SWITCHES, body);
    // then
    for (String path : List.of(CHAT, "/v1/generations")) {
      HttpAnswer answer = by(caller, "POST", path, Ask.body("scripted"));
      assertThat(answer.header("Retry-After")).isEqualTo("30");
      refused(answer, 503, "no_provider_available");
    }
    assertThat(upstream.calls()).isEmpty();
    assertThat(items(SWITCHES).getJsonObject(0).getBoolean("in_force")).isTrue();
    // when
    HttpAnswer released = by(admin, "DELETE", SWITCHES + "/" + stop.getInteger("id"));
    // then
    assertThat(released.status()).isEqualTo(204);
    assertThat(by(caller, "POST", CHAT, Ask.body("scripted")).status()).isEqualTo(200);
    JsonObject shown = items(SWITCHES).getJsonObject(0);
    assertThat(shown.getBoolean("in_force")).isFalse();
    assertThat(shown.getString("released_by")).isEqualTo("default/admin");
    assertThat(changesOf("switch/" + stop.getInteger("id"))).hasSize(2);
    refused(by(admin, "DELETE", SWITCHES + "/" + stop.getInteger("id")), 404, "switch_not_found");
  }

  @Test
  void shouldLeaveOthersAlone_whenATenantIsStopped() {
    // given
    upstream.answer(ScriptedAnswers.text("hello"));
    // when
    post(SWITCHES, tenant("keep"));
    // then
    assertThat(ask(Ask.whole("scripted")).status()).isEqualTo(200);
  }

  @Test
  void shouldLetRunningOnesFinish_whenTheyAreKept() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    upstream.answer(
        Script.sse().event(role()).event(content("Hel")).await(goOn).event(content("lo")).done());
    HttpAnswer stream = stream();
    // when
    post(SWITCHES, tenant("keep"));
    goOn.complete(null);
    // then
    List<Frame> rest = stream.frames();
    assertThat(rest.get(rest.size() - 1).isDone()).isTrue();
  }

  @Test
  void shouldEndRunningOnes_whenTheStopSaysSo() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")).await(never));
    HttpAnswer stream = stream();
    // when
    post(SWITCHES, tenant("keep"));
    post(SWITCHES, tenant("end"));
    // then
    List<Frame> rest = stream.frames();
    assertThat(rest.get(rest.size() - 1).error().getString("code"))
        .isEqualTo("no_provider_available");
    assertThat(ended(stream.traceId()).outcome()).contains("Halted");
    soon().until(() -> onlyCall().closed().isDone());
    assertThat(items(SWITCHES)).hasSize(1);
  }

  @Test
  void shouldTellTheReadersOfAGeneration_whenItIsEnded() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")).await(never));
    String caller = caller("reader");
    HttpAnswer begun = by(caller, "POST", "/v1/generations", Ask.body("scripted"));
    String id = begun.json().getString("id");
    HttpAnswer reader = by(caller, "GET", "/v1/generations/" + id + "/events");
    onlyCall();
    // when
    post(SWITCHES, tenant("end"));
    // then
    List<Frame> all = reader.frames();
    assertThat(all.get(all.size() - 1).event()).isEqualTo("error");
    assertThat(by(caller, "GET", "/v1/generations/" + id).json().getString("status"))
        .isEqualTo("failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scope\":\"everything\"}|reason",
        "{\"reason\":\"x\"}|scope",
        "{\"reason\":\"x\",\"scope\":\"all\"}|scope",
        "{\"reason\":\"x\",\"scope\":\"everything\",\"name\":\"demo\"}|name",
        "{\"reason\":\"x\",\"scope\":\"tenant\"}|name",
        "{\"reason\":\"x\",\"scope\":\"alias\",\"name\":\"no-such\"}|name",
        "{\"reason\":\"x\",\"scope\":\"everything\",\"running\":\"kill\"}|running",
        "{\"reason\":\"x\",\"scope\":\"everything\",\"runing\":\"end\"}|runing"
      })
  void shouldNameTheField_whenABodyIsWrong(String body, String field) {
    // when
    HttpAnswer answer = by(admin, "POST", SWITCHES, new JsonObject(body));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("param")).isEqualTo(field);
  }

  @Test
  void shouldOpenToTheRightRolesOnly() {
    for (Role role : Role.values()) {
      String key = TenantKeys.ofTheHouse(pool).key("switch-" + role.name(), role);
      boolean writes = role == Role.ADMIN;
      assertThat(by(key, "GET", SWITCHES).status()).isEqualTo(role == Role.CALLER ? 403 : 200);
      assertThat(by(key, "POST", SWITCHES, new JsonObject()).status())
          .isEqualTo(writes ? 400 : 403);
      assertThat(by(key, "DELETE", SWITCHES + "/999").status()).isEqualTo(writes ? 404 : 403);
    }
    assertThat(ask(Ask.get(SWITCHES).without("Authorization")).status()).isEqualTo(401);
  }

  /** A stream that has begun to answer. */
  private HttpAnswer stream() {
    HttpAnswer stream =
        by(caller("streaming"), "POST", CHAT, Ask.body("scripted").put("stream", true));
    stream.frame();
    return stream;
  }

  private JsonObject tenant(String running) {
    return new JsonObject()
        .put("scope", "tenant")
        .put("name", keys.tenant())
        .put("reason", "an incident")
        .put("running", running);
  }
}
