package dev.sluice.quota.ledger;

import dev.sluice.model.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records in PostgreSQL. A transaction of its functions is short and knows nothing of Redis. */
@ApplicationScoped
class PostgresUsageRecords implements UsageRecords {
  private static final String ADD =
      """
      select 1::bigint as requests, input_tokens as input, output_tokens as output,
        money_micros as money, epoch
      from record_usage($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
        $17, $18, $19)
      """;
  private static final String BEGIN = "select begin_usage_epoch($1)";

  /** Older days matter to no limit any more. */
  private static final String SUMS =
      """
      select account, credential, alias, day, grouping(account, credential, alias) as without,
        count(*) as requests, coalesce(sum(input_tokens), 0)::bigint as input,
        coalesce(sum(output_tokens), 0)::bigint as output,
        coalesce(sum(money_micros), 0)::bigint as money
      from usage_record where tenant = $1 %s
      group by grouping sets (%s)
      """;

  private static final String TOTALS =
      SUMS.formatted("", "(account), (credential), (alias), ()").replace(" day,", " null as day,");
  private static final String DAYS =
      SUMS.formatted(
          "and day >= (select max(day) from usage_record where tenant = $1) - 1",
          "(account, day), (credential, day), (alias, day), (day)");

  /** While a tenant is summed up its rows wait in PostgreSQL, each with a connection. */
  private static final int AT_A_TIME = 8;

  private final Turns turns = new Turns(AT_A_TIME);
  private final Pool pool;

  PostgresUsageRecords(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Kept> add(UsageRecord usage) {
    return turns
        .take(() -> pool.preparedQuery(ADD).execute(row(usage)))
        .map(rows -> rows.iterator().next())
        .map(row -> new Kept(amounts(row), row.getLong("epoch")));
  }

  private static Tuple row(UsageRecord usage) {
    return Tuple.from(
        List.of(
            usage.id(),
            usage.levels().tenant(),
            usage.levels().account(),
            usage.levels().credential(),
            usage.levels().alias(),
            usage.by().provider(),
            usage.by().upstreamModel(),
            LocalDate.ofEpochDay(usage.day()),
            utc(usage.beganAt()),
            (long) usage.usage().inputTokens(),
            (long) usage.usage().outputTokens(),
            usage.usage() instanceof Usage.Exact,
            usage.cost().micros(),
            usage.cost().version(),
            usage.overdraft().input(),
            usage.overdraft().output(),
            usage.overdraft().money(),
            usage.outcome(),
            utc(usage.settledAt())));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public Uni<Ledger.Base> beginEpoch(String tenant) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(epoch -> sums(connection, tenant).map(it -> new Ledger.Base(epoch, it))));
  }

  private static Uni<Map<String, Ledger.Used>> sums(SqlConnection connection, String tenant) {
    Tuple of = Tuple.of(tenant);
    return connection
        .preparedQuery(TOTALS)
        .execute(of)
        .chain(
            totals -> connection.preparedQuery(DAYS).execute(of).map(days -> levels(totals, days)));
  }

  private static Map<String, Ledger.Used> levels(RowSet<Row> totals, RowSet<Row> days) {
    Map<String, Ledger.Used> levels = new HashMap<>();
    for (Row row : totals) {
      levels.put(level(row), new Ledger.Used(0, Amounts.NONE, amounts(row)));
    }
    for (Row row : days) {
      long day = row.getLocalDate("day").toEpochDay();
      levels.computeIfPresent(
          level(row),
          (name, used) ->
              day < used.day() ? used : new Ledger.Used(day, amounts(row), used.total()));
    }
    return levels;
  }

  /** The columns that a row is a sum over are null in it, and have a bit. */
  private static String level(Row row) {
    return switch (row.getInteger("without")) {
      case 0b011 -> Levels.account(row.getString("account"));
      case 0b101 -> Levels.credential(row.getString("credential"));
      case 0b110 -> Levels.alias(row.getString("alias"));
      default -> Levels.TENANT;
    };
  }

  private static Amounts amounts(Row row) {
    return new Amounts(
        row.getLong("requests"), row.getLong("input"), row.getLong("output"), row.getLong("money"));
  }
}
