package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.admission.launch.Patience;
import dev.sluice.admission.launch.Rows;
import dev.sluice.admission.launch.invite.InviteCode;
import dev.sluice.model.Refusal;
import dev.sluice.model.privacy.FieldVault;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The waitlist in PostgreSQL, as applicants use it. */
@ApplicationScoped
class PostgresWaitlist implements Waitlist {
  private static final String APPLY =
      """
      insert into applicant
        (tenant, ticket, contact, fingerprint, masked, answers, language, signed_up)
      select $1, $2, $3, $4, $5, $6, $7, $8
      where (select count(*) from applicant where tenant = $1 and state = 'WAITING') < $9
      on conflict (tenant, fingerprint) do nothing
      """;
  private static final String KNOWN =
      "select exists (select from applicant where tenant = $1 and fingerprint = $2)";
  private static final String PROGRESS =
      """
      select applicant.state, applicant.reason, invite.prefix, invite.used, invite.expires_at,
        (select count(*) from applicant before
          where before.tenant = applicant.tenant and before.state = 'WAITING'
            and before.number <= applicant.number) as position
      from applicant left join invite on invite.number = applicant.invite
      where applicant.ticket = $1
      """;
  private static final String DRAW =
      """
      update invite set hash = $3, prefix = $4
      from applicant
      where applicant.ticket = $1 and invite.number = applicant.invite and invite.used = 0
        and invite.revoked_at is null and (invite.expires_at is null or invite.expires_at > $2)
      """;
  private static final String WITHDRAW =
      """
      with gone as (delete from applicant where ticket = $1 returning invite),
      taken_back as (
        update invite set revoked_at = coalesce(revoked_at, $2)
        where number in (select invite from gone) and used = 0)
      select 1 from gone
      """;

  private final Pool pool;
  private final Clock clock;
  private final FieldVault vault;
  private final LaunchConfig.Waitlist config;

  PostgresWaitlist(Pool pool, Clock clock, FieldVault vault, LaunchConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.vault = vault;
    this.config = config.waitlist();
  }

  @Override
  public Uni<Ticket> apply(Application application) {
    if (!config.open()) {
      throw new Refusal.Conflict("waitlist_closed", "No applications are taken at the moment.");
    }
    Contact contact = application.contact();
    Ticket ticket = Ticket.draw(new SecureRandom());
    String fingerprint = vault.fingerprint(contact.purpose(), contact.canonical());
    return Patience.limit(
        pool.preparedQuery(APPLY)
            .execute(row(application, ticket, fingerprint))
            .chain(
                rows -> rows.rowCount() > 0 ? Uni.createFrom().item(ticket) : whyNot(fingerprint)));
  }

  private Tuple row(Application application, Ticket ticket, String fingerprint) {
    Contact contact = application.contact();
    String sealed = vault.seal(contact.purpose(), owner(ticket), contact.canonical()).text();
    return Tuple.of(config.tenant(), ticket.hash(), sealed, fingerprint, contact.masked())
        .addValue(ApplicantRows.json(application.answers()))
        .addValue(application.language())
        .addValue(Rows.utc(clock.instant()))
        .addValue((long) config.mostWaiting());
  }

  /** Whose the sealed contact is: it opens for this application only. */
  private static String owner(Ticket ticket) {
    return "waitlist/" + ticket.hash();
  }

  private Uni<Ticket> whyNot(String fingerprint) {
    return pool.preparedQuery(KNOWN)
        .execute(Tuple.of(config.tenant(), fingerprint))
        .map(rows -> Rows.first(rows, row -> row.getBoolean(0)).orElse(false))
        .map(
            known -> {
              throw known ? appliedBefore() : full();
            });
  }

  private static Refusal appliedBefore() {
    return new Refusal.Conflict(
        "already_applied", "This contact is on the list; its ticket tells how things stand.");
  }

  private static Refusal full() {
    return new Refusal.Unavailable(
        "waitlist_full",
        "The waitlist is full; try again another day.",
        Optional.of(Duration.ofHours(1)));
  }

  @Override
  public Uni<Progress> progress(Ticket ticket) {
    return Patience.limit(look(ticket, ApplicantRows::progress));
  }

  @Override
  public Uni<InviteCode> draw(Ticket ticket) {
    InviteCode code = InviteCode.draw(new SecureRandom());
    return Patience.limit(
        pool.preparedQuery(DRAW)
            .execute(Tuple.of(ticket.hash(), Rows.utc(clock.instant()), code.hash(), code.prefix()))
            .chain(
                rows ->
                    rows.rowCount() > 0
                        ? Uni.createFrom().item(code)
                        : look(ticket, ApplicantRows::nothingToDraw)
                            .chain(Uni.createFrom()::failure)));
  }

  private <T> Uni<T> look(Ticket ticket, Function<Row, T> reader) {
    return pool.preparedQuery(PROGRESS)
        .execute(Tuple.of(ticket.hash()))
        .map(rows -> Rows.first(rows, reader).orElseThrow(PostgresWaitlist::missing));
  }

  @Override
  public Uni<Void> withdraw(Ticket ticket) {
    return Patience.limit(
        pool.preparedQuery(WITHDRAW)
            .execute(Tuple.of(ticket.hash(), Rows.utc(clock.instant())))
            .invoke(
                rows -> {
                  if (rows.size() == 0) {
                    throw missing();
                  }
                })
            .replaceWithVoid());
  }

  private static Refusal missing() {
    return new Refusal.NotFound("ticket_not_found", "ticket", "There is no such ticket.");
  }
}
