package dev.sluice.testing;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The table of settled usage, filled with whatever a test needs. */
public final class UsageTable {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PUT =
      """
      insert into usage_record (generation, tenant, account, credential, alias, provider,
        upstream_model, input_tokens, output_tokens, exact, money_micros, price_version, outcome,
        day, settled_at, began_at, overdraft_input, overdraft_output, overdraft_micros, epoch)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 'Completed', $12, $13, $13, 0, 0, 0,
        0)
      """;

  private final Pool pool;

  public UsageTable(Pool pool) {
    this.pool = pool;
  }

  public void put(List<Used> rows) {
    List<Tuple> values = rows.stream().map(UsageTable::values).toList();
    pool.preparedQuery(PUT).executeBatch(values).await().atMost(SOON);
  }

  /** Forgets what tenants of that name, and those whose names begin with it, used. */
  public void forget(String tenant) {
    pool.preparedQuery("delete from usage_record where starts_with(tenant, $1)")
        .execute(Tuple.of(tenant))
        .await()
        .atMost(SOON);
  }

  private static Tuple values(Used row) {
    OffsetDateTime noon = row.day().atTime(12, 0).atOffset(ZoneOffset.UTC);
    return Tuple.from(
        List.of(
            row.generation(),
            row.tenant(),
            row.account(),
            row.credential(),
            row.alias(),
            row.provider(),
            row.model(),
            row.inputTokens(),
            row.outputTokens(),
            row.exact(),
            row.moneyMicros(),
            row.day(),
            noon));
  }

  /** What one generation used. */
  public record Used(
      String generation,
      String tenant,
      LocalDate day,
      String account,
      String credential,
      String alias,
      String provider,
      String model,
      long inputTokens,
      long outputTokens,
      boolean exact,
      long moneyMicros) {}
}
