package dev.sluice.trace;

import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Findings in PostgreSQL, a row each. */
@ApplicationScoped
class PostgresFindings implements Findings {
  private static final String INSERT =
      """
      insert into finding (generation, number, direction, choice, field, position, length, source,
        version, category, action, raw_label, raw_score, latency_us, found_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      on conflict (generation, number) do nothing
      """;

  private final Pool pool;

  PostgresFindings(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> add(String generation, int number, Finding finding, Instant foundAt) {
    Evidence evidence = finding.evidence();
    Tuple row = Tuple.tuple();
    row.addString(generation);
    row.addInteger(number);
    row.addString(finding.direction().stage());
    row.addInteger(finding.choice());
    row.addString(finding.field());
    row.addInteger(finding.position());
    row.addInteger(finding.length());
    row.addString(evidence.source());
    row.addString(evidence.version());
    row.addString(evidence.category().name());
    row.addString(evidence.action().name().toLowerCase());
    row.addString(evidence.rawLabel());
    row.addDouble(evidence.rawScore().isPresent() ? evidence.rawScore().getAsDouble() : null);
    row.addLong(evidence.latency().toNanos() / 1000);
    row.addOffsetDateTime(foundAt.atOffset(ZoneOffset.UTC));
    return Uni.createFrom()
        .deferred(() -> pool.preparedQuery(INSERT).execute(row))
        .replaceWithVoid();
  }
}
