package dev.sluice.trace;

import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Traces in PostgreSQL through the SQL client, not Hibernate: two statements a generation, no
 * session, no transaction that could stay open while tokens flow.
 */
@ApplicationScoped
class PostgresTraces implements Traces {
  private static final String INSERT =
      """
      insert into trace (id, instance, tenant, account, credential, alias, kind, parameters,
        input_chars, started_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;
  private static final String UPDATE =
      """
      update trace set provider = $2, upstream_model = $3, first_chunk_ms = $4, total_ms = $5,
        outcome = $6, failure = $7, finish_reason = $8, usage_exact = $9, input_tokens = $10,
        output_tokens = $11, cached_tokens = $12, reasoning_tokens = $13, output_chars = $14,
        ended_at = $15
      where id = $1 and (outcome is null or outcome = 'InstanceLost')
      """;
  private static final String FIND =
      """
      select id, tenant, account, alias, outcome, finish_reason, input_tokens, output_tokens
      from trace where id = $1
      """;
  private static final String OPEN_INSTANCES =
      "select distinct instance from trace where outcome is null";
  private static final String CLOSE_LOST =
      """
      update trace set outcome = 'InstanceLost', ended_at = $2
      where instance = $1 and outcome is null returning id
      """;

  private final Pool pool;

  PostgresTraces(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> open(Opened opened) {
    return pool.preparedQuery(INSERT)
        .execute(
            Tuple.from(
                List.of(
                    opened.id(),
                    opened.instance(),
                    opened.caller().tenant(),
                    opened.caller().account(),
                    opened.caller().credential(),
                    opened.alias(),
                    opened.kind(),
                    new JsonObject(opened.parameters()),
                    opened.inputChars(),
                    utc(opened.startedAt()))))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> close(Closed closed) {
    Tuple row = Tuple.tuple();
    row.addValue(closed.id());
    row.addValue(closed.provider().orElse(null));
    row.addValue(closed.upstreamModel().orElse(null));
    row.addValue(closed.firstChunk().map(PostgresTraces::millis).orElse(null));
    row.addValue(millis(closed.total()));
    row.addValue(closed.outcome().name());
    row.addValue(failure(closed.outcome()).orElse(null));
    row.addValue(closed.finishReason().map(FinishReason::wireName).orElse(null));
    addUsage(row, closed.usage());
    row.addValue(closed.outputChars());
    row.addValue(utc(closed.endedAt()));
    return pool.preparedQuery(UPDATE).execute(row).replaceWithVoid();
  }

  @Override
  public Uni<Optional<Trace>> find(String id) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(id))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(trace(first(rows))));
  }

  @Override
  public Uni<Set<String>> openInstances() {
    return pool.query(OPEN_INSTANCES)
        .execute()
        .map(
            rows -> {
              Set<String> instances = new HashSet<>();
              rows.forEach(row -> instances.add(row.getString(0)));
              return instances;
            });
  }

  @Override
  public Uni<List<String>> closeLost(String instance, Instant now) {
    return pool.preparedQuery(CLOSE_LOST)
        .execute(Tuple.of(instance, utc(now)))
        .map(
            rows -> {
              List<String> ids = new ArrayList<>();
              rows.forEach(row -> ids.add(row.getString(0)));
              return ids;
            });
  }

  private static void addUsage(Tuple row, Usage usage) {
    row.addValue(usage instanceof Usage.Exact);
    row.addValue(usage.inputTokens());
    row.addValue(usage.outputTokens());
    row.addValue(usage instanceof Usage.Exact exact ? exact.cachedTokens() : null);
    row.addValue(usage instanceof Usage.Exact exact ? exact.reasoningTokens() : null);
  }

  /** What an auditor needs beside the outcome's name; never content. */
  private static Optional<String> failure(Outcome outcome) {
    if (outcome instanceof Outcome.ProviderFailed failed) {
      return Optional.of(failed.failure().kind().name());
    }
    if (outcome instanceof Outcome.Cut cut) {
      return Optional.of(cut.cut().category());
    }
    if (outcome instanceof Outcome.Refused refused) {
      return Optional.of(refused.refusal().getClass().getSimpleName());
    }
    if (outcome instanceof Outcome.Broken broken) {
      return Optional.of(broken.cause().getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private static Row first(Iterable<Row> rows) {
    return rows.iterator().next();
  }

  private static Trace trace(Row row) {
    return new Trace(
        row.getString("id"),
        row.getString("tenant"),
        row.getString("account"),
        row.getString("alias"),
        Optional.ofNullable(row.getString("outcome")),
        Optional.ofNullable(row.getString("finish_reason")),
        optional(row.getInteger("input_tokens")),
        optional(row.getInteger("output_tokens")));
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Integer millis(Duration duration) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
