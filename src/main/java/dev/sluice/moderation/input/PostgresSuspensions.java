package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.SortableIds;
import dev.sluice.moderation.Suspensions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Suspensions and appeals in PostgreSQL. */
@ApplicationScoped
class PostgresSuspensions implements Suspensions {
  private static final String APPEAL =
      """
      insert into appeal (id, tenant, account, suspension, text, created_at)
      select $1, $2, $3,
        (select suspension from misuse where tenant = $2 and account = $3
          and (until is null or until > $5)),
        $4, $5::timestamptz
      where (select count(*) from appeal
        where tenant = $2 and account = $3 and created_at > $5 - interval '24 hours') < $6
      returning *
      """;
  private static final String IN_FORCE =
      """
      select * from suspension
      where lifted_at is null and (until is null or until > $1) and ($2::text is null or id < $2)
      order by id desc limit $3
      """;
  private static final String APPEALS =
      "select * from appeal where ($1::text is null or id < $1) order by id desc limit $2";
  private static final String ABOUT =
      "select * from appeal where suspension = any($1) order by id desc limit 1000";
  private static final String LIFT =
      """
      with lifted as (
        update suspension set lifted_at = $2, lifted_by = $3
        where id = $1 and lifted_at is null returning id),
      forgotten as (delete from misuse where suspension in (select id from lifted))
      select id from lifted
      """;

  private final Pool pool;
  private final Clock clock;
  private final SortableIds ids;

  PostgresSuspensions(Pool pool, Clock clock, SortableIds ids) {
    this.pool = pool;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Uni<Appeal> appeal(Caller caller, String text) {
    if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_APPEAL) {
      return refused("'text' must have 1 to " + LONGEST_APPEAL + " characters.");
    }
    if (text.indexOf('\0') >= 0) {
      return refused("'text' has a control character in it.");
    }
    return rows(
            APPEAL,
            Tuple.of(ids.next("apl_"), caller.tenant(), caller.account(), text, now())
                .addInteger(MOST_APPEALS),
            SuspensionRows::appeal)
        .chain(
            stored ->
                stored.isEmpty()
                    ? refused("This account sent " + MOST_APPEALS + " appeals within a day.")
                    : Uni.createFrom().item(stored.get(0)));
  }

  private static Uni<Appeal> refused(String message) {
    return Uni.createFrom().failure(Refusal.Invalid.parameter("text", message));
  }

  @Override
  public Uni<List<Suspension>> inForce(Optional<String> before, int limit) {
    return rows(IN_FORCE, Tuple.of(now(), before.orElse(null), limit), Function.identity())
        .chain(
            found ->
                rows(
                        ABOUT,
                        Tuple.of(found.stream().map(SuspensionRows::id).toArray(String[]::new)),
                        SuspensionRows::appeal)
                    .map(appeals -> SuspensionRows.suspensions(found, appeals)));
  }

  @Override
  public Uni<List<Appeal>> appeals(Optional<String> before, int limit) {
    return rows(APPEALS, Tuple.of(before.orElse(null), limit), SuspensionRows::appeal);
  }

  @Override
  public Uni<Void> lift(String id, Caller by) {
    return rows(LIFT, Tuple.of(id, now(), by.credential()), Function.identity())
        .invoke(
            lifted -> {
              if (lifted.isEmpty()) {
                throw new Refusal.NotFound(
                    "suspension_not_found", "", "There is no such suspension in force.");
              }
              Log.infof("suspension lifted id=%s by=%s", id, by.credential());
            })
        .replaceWithVoid();
  }

  private <T> Uni<List<T>> rows(String statement, Tuple values, Function<Row, T> reader) {
    return Patience.limit(
        pool.preparedQuery(statement)
            .execute(values)
            .map(rows -> SuspensionRows.read(rows, reader)));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
