package dev.sluice;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date before anything else starts. Asks by the SQL client, which is open
 * anyway, whether there is anything to do: Flyway and its JDBC driver take longer to load than all
 * the rest of a start, and are needed once a version.
 */
@ApplicationScoped
class Schema {
  /** The newest migration that this program brings. */
  static final int VERSION = 13;

  private static final String KEPT = "select to_regclass('flyway_schema_history') is not null";
  private static final String CURRENT =
      """
      select coalesce(max(version::int), 0) >= %d and bool_and(success)
      from flyway_schema_history where version ~ '^[0-9]+$'
      """
          .formatted(VERSION);

  private final Pool pool;
  private final Instance<Flyway> flyway;

  Schema(Pool pool, Instance<Flyway> flyway) {
    this.pool = pool;
    this.flyway = flyway;
  }

  void prepare(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start)
      throws Throwable {
    if (!VertxContextSupport.subscribeAndAwait(this::isCurrent)) {
      int applied = flyway.get().migrate().migrationsExecuted;
      Log.infof("tables brought up to version=%d migrations=%d", VERSION, applied);
    }
  }

  private Uni<Boolean> isCurrent() {
    return is(KEPT)
        .chain(kept -> kept ? is(CURRENT) : Uni.createFrom().item(false))
        .onFailure()
        .transform(Schema::unusable);
  }

  private static ConfigurationException unusable(Throwable failure) {
    String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason");
    return new ConfigurationException(
        "PostgreSQL at quarkus.datasource.reactive.url cannot be used: " + reason);
  }

  private Uni<Boolean> is(String question) {
    return pool.query(question).execute().map(Schema::first);
  }

  private static boolean first(RowSet<Row> rows) {
    return Boolean.TRUE.equals(rows.iterator().next().getBoolean(0));
  }
}
