package dev.sluice.admission.launch.batch;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.admission.launch.Patience;
import dev.sluice.admission.launch.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Health from what PostgreSQL keeps anyway: how generations ended, and what they cost. */
@ApplicationScoped
class PostgresLaunchHealth implements LaunchHealth {
  /** What a caller did wrong says nothing of our health, so it counts on neither side. */
  private static final String ENDED =
      """
      select count(*) as ended,
        count(*) filter (where outcome in ('ProviderFailed', 'Broken', 'InstanceLost', 'Refused'))
          as failed
      from trace
      where tenant = $1 and started_at > $2 and outcome is not null
        and not (outcome = 'Refused' and failure <> 'Unavailable')
        and not (outcome = 'ProviderFailed' and failure in ('BAD_REQUEST', 'CONTENT_REFUSED'))
      """;

  /** Records of usage are the quota room's; where it keeps none, nothing is known to cost. */
  private static final String KEPT = "select to_regclass('usage_record') is not null";

  /** Its index is by day; a generation may be settled on a later one than it began. */
  private static final String COST =
      """
      select coalesce(sum(money_micros), 0)::bigint from usage_record
      where tenant = $1 and settled_at > $2::timestamptz and day >= $2::date - 2
      """;

  private final Pool pool;
  private final Clock clock;
  private final Duration window;
  private final ReviewBacklog backlog;

  PostgresLaunchHealth(Pool pool, Clock clock, LaunchConfig config, ReviewBacklog backlog) {
    this.pool = pool;
    this.clock = clock;
    this.window = config.launch().window();
    this.backlog = backlog;
  }

  @Override
  public Uni<Health> of(String tenant) {
    return Patience.limit(
        Uni.combine()
            .all()
            .unis(ended(tenant), backlog.of(tenant), cost(tenant))
            .asTuple()
            .map(
                found -> {
                  Row ended = found.getItem1();
                  return new Health(
                      ended.getLong("ended"),
                      ended.getLong("failed"),
                      found.getItem2(),
                      found.getItem3());
                }));
  }

  private Uni<Row> ended(String tenant) {
    return only(ENDED, tenant, window, Function.identity());
  }

  private Uni<Long> cost(String tenant) {
    return pool.query(KEPT)
        .execute()
        .map(rows -> Rows.first(rows, row -> row.getBoolean(0)).orElse(false))
        .chain(
            kept ->
                kept
                    ? only(COST, tenant, Duration.ofDays(1), row -> row.getLong(0))
                    : Uni.createFrom().item(0L));
  }

  private <T> Uni<T> only(String query, String tenant, Duration last, Function<Row, T> reader) {
    return pool.preparedQuery(query)
        .execute(Tuple.of(tenant, Rows.utc(clock.instant().minus(last))))
        .map(rows -> Rows.first(rows, reader).orElseThrow());
  }
}
