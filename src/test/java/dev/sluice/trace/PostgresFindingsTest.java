package dev.sluice.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresFindingsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Inject Findings findings;
  @Inject Pool pool;

  private final String generation = "gen_" + UUID.randomUUID();

  @Test
  void shouldHoldTheEvidence_whenKept() {
    // when
    add(1, finding("vendor-a", OptionalDouble.of(93.5)));
    add(2, finding("lexicon", OptionalDouble.empty()));
    // then
    List<JsonObject> rows = rows();
    assertThat(rows).hasSize(2);
    JsonObject first = rows.get(0);
    assertThat(first.getString("direction")).isEqualTo("output");
    assertThat(first.getInteger("choice")).isEqualTo(1);
    assertThat(first.getString("field")).isEqualTo("content");
    assertThat(first.getInteger("position")).isEqualTo(7);
    assertThat(first.getInteger("length")).isEqualTo(4);
    assertThat(first.getString("source")).isEqualTo("vendor-a");
    assertThat(first.getString("category")).isEqualTo("VIOLENCE_TERROR");
    assertThat(first.getString("action")).isEqualTo("block");
    assertThat(first.getDouble("raw_score")).isEqualTo(93.5);
    assertThat(first.getLong("latency_us")).isEqualTo(12_345);
    assertThat(rows.get(1).getDouble("raw_score")).isNull();
  }

  @Test
  void shouldChangeNothing_whenKeptTwice() {
    // when
    add(1, finding("vendor-a", OptionalDouble.empty()));
    add(1, finding("vendor-b", OptionalDouble.empty()));
    // then
    assertThat(rows()).extracting(row -> row.getString("source")).containsExactly("vendor-a");
  }

  private void add(int number, Finding finding) {
    findings.add(generation, number, finding, NOW).await().atMost(SOON);
  }

  private static Finding finding(String source, OptionalDouble score) {
    Evidence evidence =
        new Evidence(
            source,
            "v3",
            Category.VIOLENCE_TERROR,
            Action.BLOCK,
            "terrorism",
            score,
            Duration.ofNanos(12_345_678));
    return new Finding(Direction.OUTPUT, 1, "content", 7, 4, evidence);
  }

  private List<JsonObject> rows() {
    List<JsonObject> rows = new ArrayList<>();
    pool.preparedQuery("select * from finding where generation = $1 order by number")
        .execute(Tuple.of(generation))
        .await()
        .atMost(SOON)
        .forEach(row -> rows.add(row.toJson()));
    return rows;
  }
}
