package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.testing.EnginesResource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class SchemaTest {
  private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__\\w+\\.sql");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String LATEST =
      "update flyway_schema_history set success = %s where version = '" + Schema.VERSION + "'";

  @Inject Pool pool;

  @Test
  void shouldKnowTheNewestMigration_whenTheyAreCounted() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      List<Integer> versions =
          files
              .map(file -> MIGRATION.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .map(found -> Integer.valueOf(found.group(1)))
              .toList();
      assertThat(versions).doesNotHaveDuplicates().contains(Schema.VERSION);
      assertThat(versions).allMatch(version -> version <= Schema.VERSION);
    }
  }

  @Test
  void shouldLeaveFlywayAlone_whenTheTablesAreCurrent() {
    assertThatCode(() -> new Schema(pool, null).prepare(new StartupEvent()))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldCallFlyway_whenTheLastMigrationFailed() {
    pool.query(LATEST.formatted("false")).execute().await().atMost(SOON);
    try {
      assertThatThrownBy(() -> new Schema(pool, null).prepare(new StartupEvent()))
          .isInstanceOf(NullPointerException.class);
    } finally {
      pool.query(LATEST.formatted("true")).execute().await().atMost(SOON);
    }
  }
}
