package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a launch have in common: a tenant of their own, and its operators. */
abstract class LaunchSteps extends EndToEnd {
  static final String INVITES = "/admin/v1/invites";
  static final String LAUNCH = "/admin/v1/launch";

  TenantKeys keys;
  String admin;

  @BeforeEach
  void moveIn() {
    keys = TenantKeys.ofANewTenant(pool);
    admin = keys.key("boss", Role.ADMIN);
  }

  HttpAnswer by(String key, String method, String path, JsonObject body) {
    return ask(Ask.of(method, path).bearer(key).json(body.encode()));
  }

  HttpAnswer by(String key, String method, String path) {
    return ask(Ask.of(method, path).bearer(key));
  }

  /** An administrator's post that must succeed. */
  JsonObject post(String path, JsonObject body) {
    HttpAnswer answer = by(admin, "POST", path, body);
    String text = answer.text();
    assertThat(answer.status()).as(text).isIn(200, 201);
    return new JsonObject(text);
  }

  JsonObject get(String path) {
    HttpAnswer answer = by(admin, "GET", path);
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(200);
    return new JsonObject(text);
  }

  JsonArray items(String path) {
    return get(path).getJsonArray("items");
  }

  /** The record of changes, as the house reads it. */
  JsonObject changes(String query) {
    HttpAnswer answer = by(UpstreamResource.ADMIN_KEY, "GET", "/admin/v1/changes?" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  JsonArray changesOf(String subject) {
    return changes("subject=" + subject).getJsonArray("items");
  }

  /** The code of one new invite. */
  String code(JsonObject terms) {
    return post(INVITES, terms).getJsonArray("items").getJsonObject(0).getString("code");
  }

  HttpAnswer redeem(String key, String code) {
    return by(key, "POST", "/v1/invites/redeem", new JsonObject().put("code", code));
  }

  String caller(String account) {
    return keys.key(account, Role.CALLER);
  }

  void planBatch(String name, int cap) {
    post(LAUNCH + "/batches", new JsonObject().put("name", name).put("cap", cap));
  }

  HttpAnswer openBatch(int number, JsonObject body) {
    return by(admin, "POST", LAUNCH + "/batches/" + number + "/open", body);
  }

  static void refused(HttpAnswer answer, int status, String code) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(status);
    assertThat(text).contains("\"" + code + "\"");
  }
}
