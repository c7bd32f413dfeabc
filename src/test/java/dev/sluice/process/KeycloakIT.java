package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens of a real Keycloak; see docs/credentials.md for how to run it. */
@EnabledIfSystemProperty(named = "sluice.test.keycloak", matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakIT {
  @TempDir static Path workplace;
  private static Scene scene;
  private static Keycloak keycloak;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    scene = new Scene();
    keycloak = Keycloak.start(Path.of(System.getProperty("sluice.test.keycloak")), workplace);
    keycloak.ready();
    gateway =
        GatewayProcess.start(
                workplace,
                scene.shared(
                    "quarkus.oidc.auth-server-url", keycloak.realm(),
                    "quarkus.oidc.token.audience", "sluice",
                    "sluice.admission.oidc.role-claim", "realm_access/roles",
                    "sluice.admission.oidc.roles.sluice-auditor", "auditor"))
            .ready();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    keycloak.close();
    scene.close();
  }

  @Test
  @Order(1)
  void shouldServeACaller_whenTheTokenIsMeantForUs() throws Exception {
    // given
    Caller ann = new Caller(keycloak.token("app", "ann"));
    // when
    JsonObject me = new JsonObject(ann.get(gateway, "/v1/account").body());
    // then
    assertThat(me.getString("role")).isEqualTo("caller");
    assertThat(me.getString("account")).matches("[0-9a-f-]{36}");
    assertThat(ann.send(gateway, "POST", "/v1/chat/completions", chat()).statusCode())
        .isEqualTo(200);
    assertThat(ann.get(gateway, "/admin/v1/accounts").statusCode()).isEqualTo(403);
  }

  @Test
  @Order(2)
  void shouldOpenTheOperatorsDoor_whenTheRealmSaysSo() throws Exception {
    // given
    Caller bob = new Caller(keycloak.token("app", "bob"));
    // then
    assertThat(bob.get(gateway, "/admin/v1/accounts").statusCode()).isEqualTo(200);
    assertThat(bob.send(gateway, "POST", "/admin/v1/accounts", new JsonObject()).statusCode())
        .isEqualTo(403);
  }

  @Test
  @Order(3)
  void shouldRefuse_whatIsMeantForOthersOrOver() throws Exception {
    // given
    Caller foreign = new Caller(keycloak.token("foreign", "bob"));
    Caller brief = new Caller(keycloak.token("brief", "bob"));
    // then
    assertThat(foreign.status(gateway)).isEqualTo(401);
    await().atMost(Duration.ofSeconds(30)).until(() -> brief.status(gateway) == 401);
  }

  @Test
  @Order(4)
  void shouldGoOn_whenKeycloakIsAway() throws Exception {
    // given
    Caller ann = new Caller(keycloak.token("app", "ann"));
    // when
    keycloak.close();
    // then
    assertThat(ann.status(gateway)).isEqualTo(200);
    assertThat(new Caller(GatewayClient.KEY).status(gateway)).isEqualTo(200);
  }

  private static JsonObject chat() {
    JsonObject message = new JsonObject().put("role", "user").put("content", "hi");
    return new JsonObject().put("model", "demo").put("messages", new JsonArray().add(message));
  }
}
