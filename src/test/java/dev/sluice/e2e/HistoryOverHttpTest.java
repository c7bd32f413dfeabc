package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers find of their generations when the replay log is gone. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class HistoryOverHttpTest extends EndToEnd {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** What the default plan allows in these tests. */
  private static final long FULL = 100 * 1024 * 1024;

  @Inject RedisDataSource redis;

  @BeforeEach
  @AfterEach
  void clear() {
    for (String table : new String[] {"saved_text", "saved_bytes"}) {
      pool.query("delete from " + table).execute().await().atMost(SOON);
    }
  }

  private String generated() {
    String id = ask(Ask.generation("scripted")).json().getString("id");
    ended(id);
    soon().until(() -> history("").getJsonArray("items").stream().anyMatch(it -> has(it, id)));
    return id;
  }

  private static boolean has(Object item, String id) {
    return ((JsonObject) item).getString("id").equals(id);
  }

  private JsonObject history(String query) {
    HttpAnswer answer = ask(Ask.get("/v1/generations" + query));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void shouldShowTheSame_whenTheLogIsGone() {
    // given
    String id = generated();
    JsonObject before = ask(Ask.get("/v1/generations/" + id)).json();
    // when
    redis.key().del("slc:gen:{" + id + "}:meta", "slc:gen:{" + id + "}:log");
    // then
    JsonObject after = ask(Ask.get("/v1/generations/" + id)).json();
    assertThat(after).isEqualTo(before);
    assertThat(after.getString("text")).isNotEmpty();
    assertThat(after.getString("status")).isEqualTo("completed");
  }

  @Test
  void shouldListTheNewestFirst_whenAskedForHistory() {
    // given
    String first = generated();
    String second = generated();
    // when
    JsonObject page = history("?limit=1");
    // then
    JsonArray items = page.getJsonArray("items");
    assertThat(items).hasSize(1);
    assertThat(has(items.getJsonObject(0), second)).isTrue();
    JsonObject rest = history("?limit=1&cursor=" + page.getString("next_cursor"));
    assertThat(has(rest.getJsonArray("items").getJsonObject(0), first)).isTrue();
    assertThat(rest.getString("next_cursor")).isNull();
  }

  @Test
  void shouldRefuseAndSayHowMuchIsUsed_whenTheAccountIsFull() {
    // given
    pool.preparedQuery("insert into saved_bytes values ($1, $2, $3)")
        .execute(Tuple.of("default", "demo", FULL))
        .await()
        .atMost(SOON);
    // when
    HttpAnswer answer = ask(Ask.generation("scripted"));
    // then
    assertThat(answer.status()).isEqualTo(429);
    JsonObject error = answer.json().getJsonObject("error");
    assertThat(error.getString("type")).isEqualTo("insufficient_quota");
    assertThat(error.getString("code")).isEqualTo("storage_quota_exceeded");
    assertThat(error.getString("message")).contains(FULL + " of " + FULL + " bytes");
    assertThat(upstream.calls()).isEmpty();
  }
}
