package dev.sluice.e2e;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the record of a generation says. */
record TraceRow(
    String alias,
    String kind,
    Optional<String> provider,
    Optional<String> upstreamModel,
    Optional<Integer> firstChunkMillis,
    Optional<String> outcome,
    Optional<String> finishReason,
    Optional<Boolean> usageExact,
    Optional<Integer> inputTokens,
    Optional<Integer> outputTokens) {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** All rows of that id. */
  static List<TraceRow> of(Pool pool, String id) {
    List<TraceRow> rows = new ArrayList<>();
    pool.preparedQuery("select * from trace where id = $1")
        .execute(Tuple.of(id))
        .await()
        .atMost(SOON)
        .forEach(row -> rows.add(read(row)));
    return rows;
  }

  static long count(Pool pool) {
    return pool.query("select count(*) as n from trace")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong("n");
  }

  private static TraceRow read(Row row) {
    return new TraceRow(
        row.getString("alias"),
        row.getString("kind"),
        Optional.ofNullable(row.getString("provider")),
        Optional.ofNullable(row.getString("upstream_model")),
        Optional.ofNullable(row.getInteger("first_chunk_ms")),
        Optional.ofNullable(row.getString("outcome")),
        Optional.ofNullable(row.getString("finish_reason")),
        Optional.ofNullable(row.getBoolean("usage_exact")),
        Optional.ofNullable(row.getInteger("input_tokens")),
        Optional.ofNullable(row.getInteger("output_tokens")));
  }
}
