package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.Recorded;
import dev.sluice.admission.launch.Patience;
import dev.sluice.admission.launch.Rows;
import dev.sluice.admission.launch.invite.Invite;
import dev.sluice.admission.launch.invite.NewInvites;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The waitlist in PostgreSQL, as operators work it off. */
@ApplicationScoped
class PostgresDesk implements WaitlistDesk {
  private static final String LIST =
      """
      select * from applicant
      where tenant = $1 and ($2::text is null or state = $2) and answers @> $3
        and ($4::bigint is null or number > $4)
      order by number limit $5
      """;

  /** Two who work it off at once do not get the same ones. */
  private static final String NEXT =
      """
      select number from applicant
      where tenant = $1 and state = 'WAITING' and answers @> $2
      order by number limit $3 for update skip locked
      """;

  private static final String NAMED =
      """
      select number from applicant
      where tenant = $1 and state = 'WAITING' and number = any($2)
      order by number for update
      """;
  private static final String INVITE =
      """
      update applicant set state = 'INVITED', decided_at = $3, invite = decided.invite
      from unnest($1::bigint[], $2::bigint[]) as decided (applicant, invite)
      where number = decided.applicant
      """;
  private static final String DECLINE =
      "update applicant set state = 'DECLINED', decided_at = $2, reason = $3 where number ="
          + " any($1)";

  private final Pool pool;
  private final Clock clock;

  PostgresDesk(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Uni<Page<Applicant>> list(Caller by, Filter filter, Optional<Long> behind, int limit) {
    Tuple values =
        Tuple.of(
            by.tenant(),
            filter.state().map(Enum::name).orElse(null),
            ApplicantRows.json(filter.answers()),
            behind.orElse(null),
            limit + 1);
    return Patience.limit(
        pool.preparedQuery(LIST)
            .execute(values)
            .map(rows -> Rows.list(rows, ApplicantRows::applicant))
            .map(found -> Page.of(found, limit, each -> Long.toString(each.number()))));
  }

  @Override
  public Uni<List<Long>> invite(Caller by, Chosen chosen, Invite.Terms terms) {
    return Patience.limit(
        NewInvites.orNoSuchBatch(
            pool.withTransaction(
                transaction ->
                    locked(transaction, by, chosen)
                        .call(found -> invite(transaction, by, found, terms)))));
  }

  private static Uni<List<Long>> locked(SqlConnection transaction, Caller by, Chosen chosen) {
    Uni<RowSet<Row>> found =
        chosen instanceof Chosen.Next next
            ? transaction
                .preparedQuery(NEXT)
                .execute(Tuple.of(by.tenant(), ApplicantRows.json(next.answers()), next.count()))
            : named(transaction, by, ((Chosen.Named) chosen).numbers());
    return found.map(rows -> Rows.list(rows, row -> row.getLong("number")));
  }

  private static Uni<RowSet<Row>> named(SqlConnection transaction, Caller by, List<Long> numbers) {
    return transaction
        .preparedQuery(NAMED)
        .execute(Tuple.of(by.tenant(), numbers.toArray(Long[]::new)));
  }

  private Uni<Void> invite(
      SqlConnection transaction, Caller by, List<Long> found, Invite.Terms terms) {
    if (found.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Long[] applicants = found.toArray(Long[]::new);
    return NewInvites.undrawn(transaction, by, terms, applicants.length, clock.instant())
        .chain(
            invites ->
                transaction
                    .preparedQuery(INVITE)
                    .execute(
                        Tuple.of(
                            applicants, invites.toArray(Long[]::new), Rows.utc(clock.instant()))))
        .chain(
            done ->
                Recorded.in(
                    transaction,
                    change(
                        by,
                        "waitlist.invite",
                        found,
                        new JsonObject()
                            .put("batch", terms.batch().orElse(null))
                            .put("plan", terms.plan().orElse(null)))));
  }

  @Override
  public Uni<List<Long>> decline(Caller by, List<Long> numbers, String reason) {
    return Patience.limit(
        pool.withTransaction(
            transaction ->
                locked(transaction, by, new Chosen.Named(numbers))
                    .call(found -> decline(transaction, by, found, reason))));
  }

  private Uni<Void> decline(SqlConnection transaction, Caller by, List<Long> found, String reason) {
    if (found.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    JsonObject why = new JsonObject().put("reason", reason);
    return transaction
        .preparedQuery(DECLINE)
        .execute(Tuple.of(found.toArray(Long[]::new), Rows.utc(clock.instant()), reason))
        .chain(done -> Recorded.in(transaction, change(by, "waitlist.decline", found, why)));
  }

  private static Change change(Caller by, String action, List<Long> found, JsonObject after) {
    return Change.of(
        by,
        action,
        "waitlist/" + by.tenant(),
        Optional.of(new JsonObject().put("state", "WAITING")),
        Optional.of(after.put("applicants", new JsonArray(found))));
  }
}
