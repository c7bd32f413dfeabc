package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;

/** What tests of operators' calls have in common: their keys, their questions, the answers. */
abstract class Operators extends EndToEnd {
  static final String ADMIN = UpstreamResource.ADMIN_KEY;

  private final Map<String, String> keys = new ConcurrentHashMap<>();

  @AfterEach
  void takeKeysBack() {
    sql("delete from api_key where account like 'role-%'");
  }

  /** A key of that role, made once a test. */
  String key(String role) {
    return keys.computeIfAbsent(role, this::issue);
  }

  private String issue(String role) {
    JsonObject wanted = new JsonObject().put("account", "role-" + role).put("role", role);
    HttpAnswer answer = send("POST", "/admin/v1/api-keys", ADMIN, wanted);
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().getString("key");
  }

  /** Nobody without a key, no caller, and of the operators only those who may. */
  void assertLetsIn(String method, String path, String least) {
    // given: a body that is never read where the door is closed
    Ask ask = Ask.of(method, path).json("{not json");
    // then
    assertProblem(ask(ask.without("Authorization")), 401, "invalid_api_key");
    assertProblem(ask(ask.bearer("sk-slc-nobody")), 401, "invalid_api_key");
    assertProblem(ask(ask), 403, "role_required");
    for (String role : List.of("auditor", "reviewer", "admin")) {
      HttpAnswer answer = ask(ask.bearer(key(role)));
      boolean mayPass = least.equals("auditor") || role.equals("admin");
      assertThat(answer.status() == 403).as(role).isEqualTo(!mayPass);
      assertThat(answer.status()).isNotEqualTo(401).isLessThan(500);
    }
  }

  HttpAnswer get(String path) {
    return ask(Ask.get(path).bearer(ADMIN));
  }

  HttpAnswer send(String method, String path, String key, JsonObject body) {
    return ask(Ask.of(method, path).bearer(key).json(body.encode()));
  }

  static JsonObject assertProblem(HttpAnswer answer, int status, String code) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    JsonObject problem = new JsonObject(text);
    assertThat(problem.getString("code")).isEqualTo(code);
    return problem;
  }

  static void assertWrong(HttpAnswer answer, String param) {
    JsonObject problem = assertProblem(answer, 400, "invalid_parameter");
    assertThat(problem.getString("param")).isEqualTo(param);
    assertThat(problem.getString("title")).contains(param);
  }

  static JsonObject ok(HttpAnswer answer, int status) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(status);
    return new JsonObject(text);
  }

  static JsonObject ok(HttpAnswer answer) {
    return ok(answer, 200);
  }

  /** The items of all pages, each of the given length. */
  List<JsonObject> pages(String path, int length) {
    List<JsonObject> items = new ArrayList<>();
    String more = path + (path.contains("?") ? "&" : "?") + "limit=" + length;
    String next = "";
    while (next != null) {
      JsonObject page = ok(get(more + "&cursor=" + next));
      JsonArray found = page.getJsonArray("items");
      assertThat(found.size()).isLessThanOrEqualTo(length);
      found.forEach(item -> items.add((JsonObject) item));
      next = page.getString("next_cursor");
    }
    return items;
  }

  /** What was recorded about a subject, the newest first. */
  List<Row> changes(String action, String subject) {
    List<Row> changes = new ArrayList<>();
    sql(
            "select * from change where action = $1 and subject = $2 order by number desc",
            action,
            subject)
        .forEach(changes::add);
    return changes;
  }

  RowSet<Row> sql(String statement, Object... values) {
    return pool.preparedQuery(statement)
        .execute(Tuple.from(values))
        .await()
        .atMost(Duration.ofSeconds(20));
  }
}
