package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The word list as two operators keep it, over HTTP. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class WordListOverHttpTest extends EndToEnd {
  private static final String LEXICON = "/admin/v1/lexicon";
  private static final String KEYS = "/admin/v1/api-keys";
  private static final String ADMIN = UpstreamResource.ADMIN_KEY;

  /** The newest version before a case begins. */
  private static int before;

  @BeforeEach
  @AfterEach
  void clear() {
    sql("truncate lexicon_change, lexicon_draft, lexicon_entry, lexicon_version");
    sql("delete from api_key where created_by is not null");
    // A number that was used before might still be on its way to being loaded.
    before += 1_000;
    sql(
        "insert into lexicon_version values (%d, now(), 't/a', 't/b', '', null, 0)"
            .formatted(before));
  }

  static Stream<Arguments> routes() {
    return Stream.of(
        Arguments.of("GET", LEXICON + "/entries", "auditor"),
        Arguments.of("GET", LEXICON + "/entries/w1", "auditor"),
        Arguments.of("POST", LEXICON + "/entries", "admin"),
        Arguments.of("PUT", LEXICON + "/entries/w1", "admin"),
        Arguments.of("DELETE", LEXICON + "/entries/w1", "admin"),
        Arguments.of("GET", LEXICON + "/draft", "auditor"),
        Arguments.of("GET", LEXICON + "/draft/changes", "auditor"),
        Arguments.of("DELETE", LEXICON + "/draft/changes/w1", "admin"),
        Arguments.of("DELETE", LEXICON + "/draft", "admin"),
        Arguments.of("POST", LEXICON + "/draft/submit", "admin"),
        Arguments.of("POST", LEXICON + "/draft/approve", "reviewer"),
        Arguments.of("POST", LEXICON + "/draft/reject", "reviewer"),
        Arguments.of("POST", LEXICON + "/import?format=lines", "admin"),
        Arguments.of("GET", LEXICON + "/versions", "auditor"),
        Arguments.of("POST", LEXICON + "/versions/1/rollback", "admin"),
        Arguments.of("GET", LEXICON + "/statistics", "auditor"),
        Arguments.of("POST", LEXICON + "/check", "auditor"),
        Arguments.of("POST", KEYS, "admin"),
        Arguments.of("GET", KEYS, "auditor"),
        Arguments.of("DELETE", KEYS + "/key_none", "admin"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldLetInByRole_whateverTheRoute(String method, String path, String least) {
    // given: a body that is never read where the door is closed
    Ask ask = Ask.of(method, path).json("{not json");
    // then
    assertProblem(ask(ask.without("Authorization")), 401, "invalid_api_key");
    assertProblem(ask(ask.bearer("sk-slc-nobody")), 401, "invalid_api_key");
    assertProblem(ask(ask), 403, "role_required");
    for (String role : List.of("auditor", "reviewer", "admin")) {
      HttpAnswer answer = ask(ask.bearer(key(role, role)));
      boolean mayPass = least.equals("auditor") || least.equals(role) || role.equals("admin");
      assertThat(answer.status() == 403).as(role).isEqualTo(!mayPass);
      assertThat(answer.status()).isNotEqualTo(401).isLessThan(500);
    }
  }

  @Test
  void shouldJudgeByAWord_whenASecondPersonApprovedIt() {
    // given
    String ann = key("admin", "ann");
    String bob = key("reviewer", "bob");
    String id = created(post(ann, "/entries", entry("blorbwuzzle").put("action", "mask")));
    JsonObject draft = ok(post(ann, "/draft/submit", new JsonObject().put("note", "first")));
    assertThat(draft.getString("state")).isEqualTo("submitted");
    JsonObject approval = new JsonObject().put("submission", draft.getInteger("submission"));
    // when
    assertProblem(post(ann, "/draft/approve", approval), 403, "second_person_required");
    JsonObject version = ok(post(bob, "/draft/approve", approval));
    // then
    assertThat(version.getInteger("version")).isEqualTo(before + 1);
    assertThat(version.getString("approver")).isEqualTo("default/bob");
    soon().untilAsserted(() -> assertThat(hits(bob, "a blorbwuzzle").size()).isEqualTo(1));
    JsonObject hit = hits(bob, "🍠 blorbwuzzle").getJsonObject(0);
    assertThat(hit.getString("entry")).isEqualTo(id);
    assertThat(hit.getInteger("start")).isEqualTo(2);
    assertThat(hit.getInteger("end")).isEqualTo(13);
    assertThat(hit.getString("on_output")).isEqualTo("mask");
    JsonObject entry = ok(get(bob, "/entries/" + id));
    assertThat(entry.getString("author")).isEqualTo("default/ann");
    assertThat(entry.getString("word")).isEqualTo("blorbwuzzle");
  }

  @Test
  void shouldGoBack_whenRolledBack() {
    // given
    String ann = key("admin", "ann");
    String bob = key("reviewer", "bob");
    String id = created(post(ann, "/entries", entry("one")));
    publish(ann, bob);
    ok(put(ann, "/entries/" + id, entry("uno")));
    publish(ann, bob);
    assertThat(words(bob, "/entries")).containsExactly("uno");
    // when
    String first = LEXICON + "/versions/%d/rollback".formatted(before + 1);
    HttpAnswer back = ask(Ask.of("POST", first).bearer(ann));
    // then
    assertThat(back.status()).isEqualTo(201);
    assertThat(back.json().getInteger("restores")).isEqualTo(before + 1);
    assertThat(words(bob, "/entries")).containsExactly("one");
    assertThat(words(bob, "/entries?version=" + (before + 2))).containsExactly("uno");
    assertThat(ok(get(bob, "/versions?limit=2")).getJsonArray("items").size()).isEqualTo(2);
  }

  @Test
  void shouldTellDuplicatesAndLines_whenListsAreImported() {
    // given
    String ann = key("admin", "ann");
    // when
    JsonObject first = ok(importing(ann, "lines&category=CUSTOM", "one\ntwo\none\n"));
    JsonObject second = ok(importing(ann, "csv", "word,category\ntwo,CUSTOM\nthree,GORE\n"));
    JsonObject third = ok(importing(ann, "json&category=custom", "[\"four\", \"five\"]"));
    JsonObject fourth = ok(importing(ann, "tsv", "CUSTOM\tsix\tmask\n"));
    HttpAnswer bad = importing(ann, "tsv", "CUSTOM\tseven\nnonsense\n");
    // then
    assertThat(first.getInteger("added")).isEqualTo(2);
    assertThat(first.getJsonArray("duplicate_lines").getJsonObject(0).getInteger("line"))
        .isEqualTo(3);
    assertThat(second.getInteger("added")).isEqualTo(1);
    assertThat(second.getInteger("duplicates")).isEqualTo(1);
    assertThat(third.getInteger("added")).isEqualTo(2);
    assertThat(fourth.getInteger("added")).isEqualTo(1);
    JsonObject problem = assertProblem(bad, 400, "invalid_line");
    assertThat(problem.getString("param")).isEqualTo("line 2");
    assertThat(ok(get(ann, "/draft")).getInteger("changes")).isEqualTo(6);
    assertThat(words(ann, "/draft/changes"))
        .containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six");
  }

  /** As curl sends it when it is told nothing else. */
  @Test
  void shouldTakeABody_whenItIsCalledAForm() {
    Ask ask =
        Ask.of("POST", LEXICON + "/entries")
            .bearer(ADMIN)
            .json(entry("one").encode())
            .header("Content-Type", "application/x-www-form-urlencoded");
    assertThat(ask(ask).status()).isEqualTo(201);
  }

  @Test
  void shouldPage_whenThereIsMoreThanALimit() {
    // given
    String ann = key("admin", "ann");
    ok(importing(ann, "lines&category=CUSTOM", "a1\na2\na3\na4\na5\n"));
    // when
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = ok(get(ann, "/draft/changes?limit=2&cursor=" + cursor));
      page.getJsonArray("items").forEach(it -> seen.add(((JsonObject) it).getString("word")));
      cursor = page.getString("next_cursor");
    } while (cursor != null);
    // then
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"word\":\"a\"};category",
        "{\"category\":\"CUSTOM\"};word",
        "{\"word\":7,\"category\":\"CUSTOM\"};word",
        "{\"word\":\"a\",\"category\":\"NONE\"};category",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"action\":\"pass\"};action",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"modes\":[\"loud\"]};modes",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"allowed\":[1]};allowed[0]",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"allowed\":[\"a\"]};allowed",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"risk\":\"A.1.a\"};risk",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"valid_until\":\"soon\"};valid_until",
        "{\"word\":\"a\\u0000b\",\"category\":\"CUSTOM\"};word",
        "{\"word\":\"a\",\"category\":\"CUSTOM\",\"wholeword\":true};wholeword"
      })
  void shouldNameTheField_whenAnEntryIsWrong(String body, String param) {
    // when
    HttpAnswer answer = ask(Ask.of("POST", LEXICON + "/entries").bearer(ADMIN).json(body));
    // then
    assertThat(assertProblem(answer, 400, "invalid_parameter").getString("param")).isEqualTo(param);
  }

  @ParameterizedTest
  @CsvSource({
    "/entries?limit=0, limit",
    "/entries?limit=201, limit",
    "/entries?cursor=%21, cursor",
    "/entries?cursor=eHg, cursor",
    "/entries?category=NONE, category",
    "/entries?version=x, version"
  })
  void shouldNameTheParameter_whenAQuestionIsWrong(String path, String param) {
    assertThat(assertProblem(get(ADMIN, path), 400, "invalid_parameter").getString("param"))
        .isEqualTo(param);
  }

  @Test
  void shouldSayWhatToDoFirst_whenStepsComeOutOfOrder() {
    // given
    String ann = key("admin", "ann");
    JsonObject first = new JsonObject().put("submission", 1);
    // then
    assertProblem(get(ann, "/draft"), 404, "no_draft");
    assertProblem(post(ann, "/draft/submit", new JsonObject()), 409, "draft_empty");
    assertProblem(post(ann, "/draft/approve", first), 409, "draft_not_submitted");
    assertProblem(post(ann, "/draft/approve", new JsonObject()), 400, "invalid_parameter");
    String id = created(post(ann, "/entries", entry("one")));
    assertProblem(post(ann, "/entries", entry("one")), 409, "already_listed");
    ok(post(ann, "/draft/submit", new JsonObject()));
    assertProblem(post(ann, "/entries", entry("two")), 409, "draft_submitted");
    ok(post(ann, "/draft/reject", first.copy().put("reason", "too short")));
    assertThat(ok(get(ann, "/draft")).getString("rejected_because")).isEqualTo("too short");
    ok(post(ann, "/draft/submit", new JsonObject()));
    assertProblem(post(ann, "/draft/approve", first), 409, "submission_outdated");
    assertProblem(get(ann, "/entries/" + id), 404, "entry_not_found");
    assertProblem(get(ann, "/entries/17"), 404, "entry_not_found");
    HttpAnswer back = ask(Ask.of("POST", LEXICON + "/versions/7/rollback").bearer(ann));
    assertProblem(back, 404, "version_not_found");
  }

  @Test
  void shouldCountAgainstTheRequiredNumbers_whenAskedForStatistics() {
    // given
    String ann = key("admin", "ann");
    ok(importing(ann, "csv", "word,category,risk\nx1,GORE,A.4.a\nx2,GORE,\nx3,POLITICAL,\n"));
    publish(ann, key("reviewer", "bob"));
    // then
    soon()
        .untilAsserted(
            () ->
                assertThat(ok(get(ann, "/statistics")).getString("version"))
                    .isEqualTo("v" + (before + 1)));
    JsonObject statistics = ok(get(ann, "/statistics"));
    assertThat(statistics.getJsonObject("total"))
        .isEqualTo(new JsonObject().put("entries", 3).put("required", 10_000).put("enough", false));
    assertThat(risk(statistics, "A.1.a").getInteger("entries")).isEqualTo(1);
    assertThat(risk(statistics, "A.1.a").getInteger("required")).isEqualTo(200);
    assertThat(risk(statistics, "A.2.i").getInteger("required")).isEqualTo(100);
    assertThat(risk(statistics, "A.4.a").getBoolean("enough")).isTrue();
    assertThat(statistics.getJsonArray("risks").size()).isEqualTo(18);
    assertThat(statistics.getJsonObject("last_update").getBoolean("recent")).isTrue();
  }

  @Test
  void shouldShowAKeyOnce_whenItIsIssued() {
    // given
    JsonObject wanted =
        new JsonObject().put("account", "cid").put("role", "auditor").put("name", "Cid's");
    // when
    HttpAnswer answer = ask(Ask.of("POST", KEYS).bearer(ADMIN).json(wanted.encode()));
    JsonObject issued = answer.json();
    // then
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    String key = issued.getString("key");
    assertThat(get(key, "/versions").status()).isEqualTo(200);
    String listed = ask(Ask.get(KEYS + "?limit=200").bearer(ADMIN)).text();
    assertThat(listed).contains("Cid's", issued.getString("id")).doesNotContain(key);
    assertThat(issued.getString("created_by")).isEqualTo("default/admin");
    Ask revoking = Ask.of("DELETE", KEYS + "/" + issued.getString("id")).bearer(ADMIN);
    assertThat(ask(revoking).status()).isEqualTo(204);
    assertProblem(get(key, "/versions"), 401, "invalid_api_key");
    assertProblem(ask(Ask.of("DELETE", KEYS + "/key_admin").bearer(ADMIN)), 409, "own_key");
    assertProblem(ask(Ask.of("DELETE", KEYS + "/nobody").bearer(ADMIN)), 404, "api_key_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"role\":\"admin\"};account",
        "{\"account\":\"a/b\",\"role\":\"admin\"};account",
        "{\"account\":\"a\",\"role\":\"king\"};role",
        "{\"account\":\"a\",\"role\":\"admin\",\"expires_at\":\"2020-01-01T00:00:00Z\"};expires_at"
      })
  void shouldNameTheField_whenAKeyIsWrong(String body, String param) {
    HttpAnswer answer = ask(Ask.of("POST", KEYS).bearer(ADMIN).json(body));
    assertThat(assertProblem(answer, 400, "invalid_parameter").getString("param")).isEqualTo(param);
  }

  @Test
  void shouldBeReadyAndDescribed_whenTheListIsLoaded() {
    assertThat(ask(Ask.get("/q/health/ready")).text()).contains("word list", "UP");
    assertThat(ask(Ask.get("/q/openapi")).text())
        .contains(LEXICON + "/draft/approve", LEXICON + "/import", KEYS);
  }

  private static JsonObject risk(JsonObject statistics, String code) {
    return statistics.getJsonArray("risks").stream()
        .map(JsonObject.class::cast)
        .filter(risk -> risk.getString("risk").equals(code))
        .findFirst()
        .orElseThrow();
  }

  private void publish(String author, String approver) {
    JsonObject draft = ok(post(author, "/draft/submit", new JsonObject()));
    JsonObject approval = new JsonObject().put("submission", draft.getInteger("submission"));
    ok(post(approver, "/draft/approve", approval));
  }

  private JsonArray hits(String key, String text) {
    return ok(post(key, "/check", new JsonObject().put("text", text))).getJsonArray("hits");
  }

  private List<String> words(String key, String path) {
    List<String> words = new ArrayList<>();
    ok(get(key, path))
        .getJsonArray("items")
        .forEach(item -> words.add(((JsonObject) item).getString("word")));
    return words;
  }

  private static JsonObject entry(String word) {
    return new JsonObject().put("word", word).put("category", "CUSTOM");
  }

  private String key(String role, String account) {
    JsonObject wanted = new JsonObject().put("account", account).put("role", role);
    HttpAnswer answer = ask(Ask.of("POST", KEYS).bearer(ADMIN).json(wanted.encode()));
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().getString("key");
  }

  private static String created(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().getString("id");
  }

  private static JsonObject ok(HttpAnswer answer) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(200);
    return new JsonObject(text);
  }

  private HttpAnswer get(String key, String path) {
    return ask(Ask.get(LEXICON + path).bearer(key));
  }

  private HttpAnswer post(String key, String path, JsonObject body) {
    return ask(Ask.of("POST", LEXICON + path).bearer(key).json(body.encode()));
  }

  private HttpAnswer put(String key, String path, JsonObject body) {
    return ask(Ask.of("PUT", LEXICON + path).bearer(key).json(body.encode()));
  }

  private HttpAnswer importing(String key, String format, String list) {
    return ask(
        Ask.of("POST", LEXICON + "/import?format=" + format)
            .bearer(key)
            .bytes(list.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonObject assertProblem(HttpAnswer answer, int status, String code) {
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    JsonObject problem = new JsonObject(text);
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    return problem;
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(Duration.ofSeconds(10));
  }
}
