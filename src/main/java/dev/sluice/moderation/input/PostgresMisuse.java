package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.SortableIds;
import dev.sluice.moderation.ModerationConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Misuse counted in PostgreSQL, one row an account. */
@ApplicationScoped
class PostgresMisuse implements Misuse {
  private static final String STANDING =
      "select in_a_row, suspension, until from misuse where tenant = $1 and account = $2";

  /** A suspension that was served leaves nothing behind. */
  private static final String SERVED = "(m.suspension is not null and m.until <= $4)";

  private static final String IN_FORCE =
      "(m.suspension is not null and (m.until is null or m.until > $4))";
  private static final String ROW = "(case when " + SERVED + " then 1 else m.in_a_row + 1 end)";

  /** Clocks differ: an instance that is late counts for the day that others have begun. */
  private static final String DAY =
      "(case when " + SERVED + " or m.day < excluded.day then 1 else m.on_the_day + 1 end)";

  private static final String COUNT =
      """
      with counted as (
        insert into misuse as m (tenant, account, day, in_a_row, on_the_day, suspension, until)
        values ($1, $2, $3::date, 1, 1,
          case when least($7::int, $8::int) <= 1 then $6::text end,
          case when least($7::int, $8::int) <= 1 then $5::timestamptz end)
        on conflict (tenant, account) do update set
          day = greatest(m.day, excluded.day),
          in_a_row = %1$s,
          on_the_day = %2$s,
          suspension = case when %3$s then m.suspension
            when %1$s >= $7 or %2$s >= $8 then $6 end,
          until = case when %3$s then m.until
            when %1$s >= $7 or %2$s >= $8 then $5 end
        returning *),
      begun as (
        insert into suspension
          (id, tenant, account, since, until, category, in_a_row, on_the_day)
        select suspension, tenant, account, $4::timestamptz, until, $9, in_a_row, on_the_day
        from counted where suspension = $6)
      select in_a_row, suspension, until from counted
      """
          .formatted(ROW, DAY, IN_FORCE);

  private static final String ALLOWED =
      """
      update misuse set in_a_row = 0, suspension = null, until = null,
        on_the_day = case when suspension is null then on_the_day else 0 end
      where tenant = $1 and account = $2 and (suspension is null or until <= $3)
      """;

  private final Pool pool;
  private final Clock clock;
  private final SortableIds ids;
  private final ModerationConfig.Misuse config;

  PostgresMisuse(Pool pool, Clock clock, SortableIds ids, ModerationConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.ids = ids;
    this.config = config.misuse();
  }

  @Override
  public Uni<Standing> standing(Caller caller) {
    return config.enabled()
        ? Patience.limit(
            pool.preparedQuery(STANDING)
                .execute(Tuple.of(caller.tenant(), caller.account()))
                .map(rows -> rows.size() == 0 ? Standing.CLEAN : standing(first(rows))))
        : Uni.createFrom().item(Standing.CLEAN);
  }

  @Override
  public Uni<Optional<Suspended>> blocked(Caller caller, Category category) {
    return config.enabled()
        ? Patience.limit(
            pool.preparedQuery(COUNT)
                .execute(counted(caller, category))
                .map(rows -> standing(first(rows)).suspended()))
        : Uni.createFrom().item(Optional.empty());
  }

  private Tuple counted(Caller caller, Category category) {
    Instant now = clock.instant();
    return Tuple.tuple()
        .addValue(caller.tenant())
        .addValue(caller.account())
        .addValue(now.atZone(config.zone()).toLocalDate())
        .addValue(utc(now))
        .addValue(config.suspension().map(now::plus).map(PostgresMisuse::utc).orElse(null))
        .addValue(ids.next("sus_"))
        .addValue(config.inARow())
        .addValue(config.perDay())
        .addValue(category.name());
  }

  @Override
  public Uni<Void> allowed(Caller caller) {
    return Patience.limit(
        pool.preparedQuery(ALLOWED)
            .execute(Tuple.of(caller.tenant(), caller.account(), utc(clock.instant())))
            .replaceWithVoid());
  }

  private Standing standing(Row row) {
    Optional<Instant> until =
        Optional.ofNullable(row.getOffsetDateTime("until")).map(OffsetDateTime::toInstant);
    boolean served = until.filter(end -> !end.isAfter(clock.instant())).isPresent();
    return new Standing(
        row.getInteger("in_a_row"),
        Optional.ofNullable(row.getString("suspension"))
            .filter(id -> !served)
            .map(id -> new Suspended(id, until)));
  }

  private static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
