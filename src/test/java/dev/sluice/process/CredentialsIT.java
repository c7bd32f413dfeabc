package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is changed at one gateway holds at the other within five seconds. */
@EnabledOnOs(OS.LINUX)
class CredentialsIT {
  private static final Duration PROMISED = Duration.ofSeconds(5);
  private static final String KEYS = "/admin/v1/api-keys";
  private static final Caller ADMIN = new Caller("sk-admin-of-process-tests");

  @TempDir static Path workplace;
  private static Scene scene;
  private static GatewayProcess here;
  private static GatewayProcess there;

  @BeforeAll
  static void start() {
    scene = new Scene();
    here = GatewayProcess.start(workplace, scene.shared());
    there = GatewayProcess.start(workplace, scene.shared());
    here.ready();
    there.ready();
  }

  @AfterAll
  static void stop() throws Exception {
    here.close();
    there.close();
    scene.close();
  }

  @Test
  void shouldEndAKeyEverywhere_whenItIsRevoked() {
    // given
    JsonObject key = issue("revoked");
    Caller caller = used(key);
    // when
    assertThat(ADMIN.send(here, "DELETE", KEYS + "/" + key.getString("id"), none()).statusCode())
        .isEqualTo(204);
    // then
    promised(() -> caller.status(here), 401);
    promised(() -> caller.status(there), 401);
  }

  @Test
  void shouldEndTheOldTextEverywhere_whenAKeyIsRotatedWithoutOverlap() {
    // given
    JsonObject key = issue("rotated");
    Caller caller = used(key);
    // when
    HttpResponse<String> rotated =
        ADMIN.send(
            here,
            "POST",
            KEYS + "/" + key.getString("id") + "/rotate",
            new JsonObject().put("overlap_s", 0));
    // then
    Caller renewed = new Caller(new JsonObject(rotated.body()).getString("key"));
    assertThat(renewed.status(there)).isEqualTo(200);
    promised(() -> caller.status(there), 401);
  }

  @Test
  void shouldNarrowAKeyEverywhere_whenItsScopesAre() {
    // given
    JsonObject key = issue("narrowed");
    Caller caller = used(key);
    // when
    ADMIN.send(
        here,
        "PATCH",
        KEYS + "/" + key.getString("id"),
        new JsonObject().put("scopes", new JsonArray().add("chat")));
    // then
    promised(() -> caller.status(there), 403);
  }

  @Test
  void shouldServeAnAccountNowhere_whenItIsSuspended() {
    // given
    Caller caller = used(issue("suspended"));
    JsonObject chat =
        new JsonObject()
            .put("model", "demo")
            .put(
                "messages",
                new JsonArray().add(new JsonObject().put("role", "user").put("content", "hi")));
    IntSupplier answer =
        () -> caller.send(there, "POST", "/v1/chat/completions", chat).statusCode();
    assertThat(answer.getAsInt()).isEqualTo(200);
    // when
    put("suspended", new JsonObject().put("status", "suspended").put("reason", "a test"));
    // then
    promised(answer, 403);
    assertThat(caller.status(there)).isEqualTo(200);
  }

  @Test
  void shouldKnowAnAccountNowhere_whenItIsClosed() {
    // given
    Caller caller = used(issue("closed"));
    // when
    put("closed", new JsonObject().put("status", "closed"));
    // then
    promised(() -> caller.status(there), 401);
  }

  private static JsonObject issue(String account) {
    HttpResponse<String> issued =
        ADMIN.send(
            here, "POST", KEYS, new JsonObject().put("account", account).put("role", "caller"));
    assertThat(issued.statusCode()).isEqualTo(201);
    return new JsonObject(issued.body());
  }

  /** Both gateways have just learnt that it is good. */
  private static Caller used(JsonObject key) {
    Caller caller = new Caller(key.getString("key"));
    assertThat(caller.status(here)).isEqualTo(200);
    assertThat(caller.status(there)).isEqualTo(200);
    return caller;
  }

  private static void put(String account, JsonObject status) {
    String path = "/admin/v1/accounts/" + account + "/status";
    assertThat(ADMIN.send(here, "PUT", path, status).statusCode()).isEqualTo(200);
  }

  private static void promised(IntSupplier answer, int status) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(PROMISED)
        .until(() -> answer.getAsInt() == status);
  }

  private static JsonObject none() {
    return new JsonObject();
  }
}
