package dev.sluice.admission.launch.invite;

import dev.sluice.admission.Recorded;
import dev.sluice.admission.launch.Patience;
import dev.sluice.admission.launch.Rows;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Invites in PostgreSQL: a row a code. */
@ApplicationScoped
class PostgresInvites implements Invites {
  private static final String ISSUE =
      """
      insert into invite
        (tenant, hash, prefix, batch, uses, expires_at, plan, created_at, created_by)
      select $1, code.hash, code.prefix, $4, $5, $6, $7, $8, $9
      from unnest($2::text[], $3::text[]) as code (hash, prefix)
      returning *
      """;
  private static final String LIST =
      """
      select * from invite
      where tenant = $1 and ($2::integer is null or batch = $2)
        and ($3::bigint is null or number < $3)
      order by number desc limit $4
      """;
  private static final String FIND =
      "select * from invite where tenant = $1 and number = $2 for update";
  private static final String REVOKE =
      "update invite set revoked_at = $2 where number = $1 returning *";

  private final Pool pool;
  private final Clock clock;

  PostgresInvites(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Uni<List<Issued>> issue(Caller by, Invite.Terms terms, int count) {
    SecureRandom random = new SecureRandom();
    Map<String, InviteCode> codes =
        Stream.generate(() -> InviteCode.draw(random))
            .limit(count)
            .collect(Collectors.toMap(InviteCode::hash, Function.identity()));
    return Patience.limit(
        NewInvites.orNoSuchBatch(
            pool.withTransaction(transaction -> issue(transaction, by, terms, codes))));
  }

  private Uni<List<Issued>> issue(
      SqlConnection transaction, Caller by, Invite.Terms terms, Map<String, InviteCode> codes) {
    return transaction
        .preparedQuery(ISSUE)
        .execute(row(by, terms, codes))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row -> new Issued(InviteRows.invite(row), codes.get(row.getString("hash")))))
        .call(issued -> Recorded.in(transaction, issued(by, issued)));
  }

  private Tuple row(Caller by, Invite.Terms terms, Map<String, InviteCode> codes) {
    String[] hashes = codes.keySet().toArray(String[]::new);
    String[] prefixes =
        Stream.of(hashes).map(codes::get).map(InviteCode::prefix).toArray(String[]::new);
    return Tuple.of(by.tenant(), hashes, prefixes)
        .addValue(terms.batch().orElse(null))
        .addValue(terms.uses())
        .addValue(terms.expiresAt().map(Rows::utc).orElse(null))
        .addValue(terms.plan().orElse(null))
        .addValue(Rows.utc(clock.instant()))
        .addValue(by.owner());
  }

  private static Change issued(Caller by, List<Issued> issued) {
    Invite first = issued.get(0).invite();
    JsonObject after = InviteRows.json(first).put("count", issued.size());
    return Change.of(
        by, "invite.issue", subject(first.number()), Optional.empty(), Optional.of(after));
  }

  @Override
  public Uni<Page<Invite>> list(
      Caller by, Optional<Integer> batch, Optional<Long> behind, int limit) {
    return Patience.limit(
        pool.preparedQuery(LIST)
            .execute(Tuple.of(by.tenant(), batch.orElse(null), behind.orElse(null), limit + 1))
            .map(rows -> Rows.list(rows, InviteRows::invite))
            .map(found -> Page.of(found, limit, invite -> Long.toString(invite.number()))));
  }

  @Override
  public Uni<Void> revoke(Caller by, long number) {
    return Patience.limit(
        pool.withTransaction(
            transaction ->
                find(transaction, by, number)
                    .chain(
                        invite ->
                            invite.revokedAt().isPresent()
                                ? Uni.createFrom().voidItem()
                                : revoke(transaction, by, invite))));
  }

  private static Uni<Invite> find(SqlConnection transaction, Caller by, long number) {
    return transaction
        .preparedQuery(FIND)
        .execute(Tuple.of(by.tenant(), number))
        .map(rows -> Rows.first(rows, InviteRows::invite).orElseThrow(PostgresInvites::missing));
  }

  private Uni<Void> revoke(SqlConnection transaction, Caller by, Invite before) {
    return transaction
        .preparedQuery(REVOKE)
        .execute(Tuple.of(before.number(), Rows.utc(clock.instant())))
        .map(rows -> Rows.first(rows, InviteRows::invite).orElseThrow())
        .chain(after -> Recorded.in(transaction, revoked(by, before, after)));
  }

  private static Change revoked(Caller by, Invite before, Invite after) {
    return Change.of(
        by,
        "invite.revoke",
        subject(before.number()),
        Optional.of(InviteRows.json(before)),
        Optional.of(InviteRows.json(after)));
  }

  private static String subject(long number) {
    return "invite/" + number;
  }

  private static Refusal missing() {
    return new Refusal.NotFound("invite_not_found", "id", "There is no such invite.");
  }
}
