package dev.sluice.admission.identity;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Identities for operators, each within his own tenant: found by value, shown masked. */
@ApplicationScoped
public class IdentityDesk {
  private static final int MOST = 200;

  private final PostgresIdentities identities;
  private final PostgresGrants grants;

  IdentityDesk(PostgresIdentities identities, PostgresGrants grants) {
    this.identities = identities;
    this.grants = grants;
  }

  /** Everybody of this value; of very many the first 200. */
  public Uni<List<Identity>> like(Caller by, Person person) {
    return identities.like(by.tenant(), person.kind(), person.value(), MOST);
  }

  public Uni<List<Identity>> ofAccount(Caller by, String account) {
    return identities.of(by.tenant(), account);
  }

  /**
   * Lets an operator read one value for a while, and records that. Fails with {@link
   * Refusal.NotFound} where there is none, and with {@link Refusal.Invalid} where the reason or the
   * ticket quote it: they are kept in clear.
   */
  public Uni<Unmasked> unmask(Caller by, String id, String reason, String ticket) {
    return opened(by, id)
        .invoke(clear -> checkQuotes(clear, reason, ticket))
        .chain(
            clear ->
                grants
                    .grant(by, clear.identity(), reason, ticket)
                    .map(grant -> new Unmasked(clear, grant)));
  }

  private static void checkQuotes(Clear clear, String reason, String ticket) {
    Person person = new Person(clear.identity().kind(), clear.value(), clear.name());
    Quotes.check(person, "reason", reason);
    Quotes.check(person, "ticket", ticket);
  }

  /**
   * The value, to whom it was unmasked for lately. Fails with {@link Refusal.Forbidden}, code
   * {@code unmasking_required}, where that is over or never was.
   */
  public Uni<Unmasked> read(Caller by, String id) {
    return grants
        .valid(by, id)
        .map(
            grant ->
                grant.orElseThrow(
                    () ->
                        new Refusal.Forbidden(
                            "unmasking_required",
                            "Ask for it with a reason and a ticket: POST"
                                + " /admin/v1/identities/{id}/unmask.")))
        .chain(grant -> opened(by, id).map(clear -> new Unmasked(clear, grant)));
  }

  /** Who might read what, the newest first. */
  public Uni<Page<Grant>> grants(Caller by, Optional<String> behind, int limit) {
    return grants
        .list(by.tenant(), behind, limit + 1)
        .map(found -> Page.of(found, limit, Grant::id));
  }

  private Uni<Clear> opened(Caller by, String id) {
    return identities
        .open(by.tenant(), id)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new Refusal.NotFound(
                            "identity_not_found", "id", "There is no such identity.")));
  }

  /** A value in clear, and until when. Prints itself masked. */
  public record Unmasked(Clear clear, Grant grant) {}
}
