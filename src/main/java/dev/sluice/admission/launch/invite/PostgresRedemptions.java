package dev.sluice.admission.launch.invite;

import dev.sluice.admission.launch.Patience;
import dev.sluice.admission.launch.Rows;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Redemptions in PostgreSQL: one statement lets in and counts, or does neither. */
@ApplicationScoped
class PostgresRedemptions implements Redemptions {
  /**
   * The row locks make those who try at once wait for each other, and what a lock finds is the row
   * as it is then. The launch is not locked: whoever moves it on locks it before its batches.
   */
  private static final String REDEEM =
      """
      with code as (
        select number, batch, plan from invite
        where tenant = $1 and hash = $3 and revoked_at is null and used < uses
          and (expires_at is null or expires_at > $4)
        for update),
      room as (
        select number from launch_batch
        where tenant = $1 and number = (select batch from code)
          and opened_at is not null and closed_at is null and admitted < cap
        for update),
      granted as (
        insert into redemption (tenant, account, invite, redeemed_at)
        select $1, $2, number, $4 from code
        where (batch is null or exists (select from room))
          and not exists (select from launch where tenant = $1 and halted_at is not null)
        on conflict (tenant, account) do nothing
        returning invite),
      counted as (
        update invite set used = used + 1 where number in (select invite from granted)),
      admitted as (
        update launch_batch set admitted = admitted + 1
        where tenant = $1 and number in (select number from room)
          and exists (select from granted)),
      billed as (
        insert into tenant (id) select $1 where exists (select from granted)
        on conflict do nothing),
      let_in as (
        insert into account (tenant, id, invitation, plan)
        select $1, $2, 'REDEEMED', plan from code where exists (select from granted)
        on conflict (tenant, id) do update
          set invitation = 'REDEEMED', plan = coalesce(excluded.plan, account.plan))
      select code.plan from code where exists (select from granted)
      """;

  private static final String WHY_NOT =
      """
      select invite.plan, redemption.invite = invite.number as again, redemption.redeemed_at,
        invite.revoked_at is not null as revoked,
        coalesce(invite.expires_at <= $4, false) as expired,
        invite.used >= invite.uses as used_up,
        invite.batch is not null and (batch.opened_at is null or batch.closed_at is not null)
          as not_open,
        coalesce(batch.admitted >= batch.cap, false) as full_up,
        exists (select from launch where tenant = $1 and halted_at is not null) as halted
      from invite
      left join launch_batch batch on batch.tenant = $1 and batch.number = invite.batch
      left join redemption on redemption.tenant = $1 and redemption.account = $2
      where invite.tenant = $1 and invite.hash = $3
      """;
  private static final String INVITED =
      "select invitation = 'REDEEMED' from account where tenant = $1 and id = $2";

  private final Pool pool;
  private final Clock clock;

  PostgresRedemptions(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Uni<Redeemed> redeem(Caller caller, InviteCode code) {
    Tuple values = Tuple.of(caller.tenant(), caller.account(), code.hash());
    values.addValue(Rows.utc(clock.instant()));
    return Patience.limit(
        pool.preparedQuery(REDEEM)
            .execute(values)
            .map(rows -> Rows.first(rows, this::redeemed))
            .chain(done -> done.map(Uni.createFrom()::item).orElseGet(() -> whyNot(values))));
  }

  private Redeemed redeemed(Row row) {
    return new Redeemed(clock.instant(), Optional.ofNullable(row.getString("plan")));
  }

  private Uni<Redeemed> whyNot(Tuple values) {
    return pool.preparedQuery(WHY_NOT)
        .execute(values)
        .map(
            rows ->
                Rows.first(rows, PostgresRedemptions::again)
                    .orElseThrow(PostgresRedemptions::missing));
  }

  /** Who redeemed this very code before is in; everybody else is told what stands against him. */
  private static Redeemed again(Row row) {
    if (Boolean.TRUE.equals(row.getBoolean("again"))) {
      return new Redeemed(
          Rows.instant(row, "redeemed_at"), Optional.ofNullable(row.getString("plan")));
    }
    throw refusal(row);
  }

  private static Refusal refusal(Row row) {
    if (row.getOffsetDateTime("redeemed_at") != null) {
      return no("already_redeemed", "This account is in by another code; this one is left as is.");
    }
    if (row.getBoolean("revoked")) {
      return no("invite_revoked", "This code was taken back.");
    }
    if (row.getBoolean("expired")) {
      return no("invite_expired", "This code has expired.");
    }
    if (row.getBoolean("used_up")) {
      return no("invite_used_up", "This code has been used as often as it may be.");
    }
    if (row.getBoolean("halted")) {
      return no("admissions_halted", "Nobody new is let in at the moment; try again later.");
    }
    if (row.getBoolean("not_open")) {
      return no("batch_not_open", "The batch of this code is not open; try again later.");
    }
    return row.getBoolean("full_up")
        ? no("batch_full", "The batch of this code is full.")
        : no("try_again", "This code changed just now; try again.");
  }

  private static Refusal no(String code, String message) {
    return new Refusal.Conflict(code, message);
  }

  private static Refusal missing() {
    return new Refusal.NotFound("invite_not_found", "code", "There is no such invite code.");
  }

  @Override
  public Uni<Boolean> isInvited(Caller caller) {
    return Patience.limit(
        pool.preparedQuery(INVITED)
            .execute(Tuple.of(caller.tenant(), caller.account()))
            .map(rows -> Rows.first(rows, row -> row.getBoolean(0)).orElse(false)));
  }
}
