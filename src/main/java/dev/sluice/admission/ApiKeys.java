package dev.sluice.admission;

import dev.sluice.admission.account.Names;
import dev.sluice.admission.account.Reach;
import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * API keys as administrators give them out, change them and take them back, each within his own
 * tenant; those of the house within all. Every change is recorded and holds within seconds.
 */
@ApplicationScoped
public class ApiKeys {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
  private static final int ID_BYTES = 9;

  private final PostgresKeys store;
  private final Clock clock;

  ApiKeys(PostgresKeys store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes a key, and its account where there is none yet. Its text is in the answer and nowhere
   * else: only its hash is kept. Fails with {@link Refusal.NotFound} where there is no such tenant.
   */
  public Uni<Issued> issue(Caller by, Wanted wanted) {
    Instant now = clock.instant();
    wanted.terms().checked(wanted.role()).endingAfter(now);
    Issued issued = drawn(by, Reach.tenant(by, wanted.tenant()), wanted, now);
    return store.issue(by, issued.key(), KeyText.hash(issued.text())).replaceWith(issued);
  }

  /** A key as it will be, which nobody knows of yet. */
  static Issued drawn(Caller by, String tenant, Wanted wanted, Instant now) {
    SecureRandom random = new SecureRandom();
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String text = KeyText.random(random);
    Listed key =
        new Listed(
            new Caller(
                tenant,
                Names.account(wanted.account()),
                "key_" + HexFormat.of().formatHex(id),
                wanted.role()),
            wanted.terms(),
            KeyText.displayPrefix(text),
            now,
            Optional.of(by.owner()),
            Optional.empty());
    return new Issued(key, text);
  }

  /** A tenant's keys by id, revoked ones too. */
  public Uni<Page<Listed>> list(
      Caller by, Optional<String> tenant, Optional<String> behind, int limit) {
    return store
        .list(Reach.tenant(by, tenant), behind.orElse(""), limit + 1)
        .map(found -> Page.of(found, limit, key -> key.caller().credential()));
  }

  /**
   * Changes what a key may be used for. Fails with {@link Refusal.NotFound}, and with {@link
   * Refusal.Conflict} for the key it is asked with: nobody shuts himself out.
   */
  public Uni<Listed> change(
      Caller by, Optional<String> tenant, String id, UnaryOperator<KeyTerms> change) {
    refuseOwn(by, id, "Change this key with another one.");
    return store.change(
        by, Reach.tenant(by, tenant), id, key -> changed(key, change.apply(key.terms())));
  }

  /** An end that is over may stay as it is. */
  private KeyTerms changed(Listed key, KeyTerms terms) {
    terms.checked(key.caller().role());
    return terms.expiresAt().equals(key.terms().expiresAt())
        ? terms
        : terms.endingAfter(clock.instant());
  }

  /**
   * Gives a key a new text. The one it had works on for the overlap. Fails with {@link
   * Refusal.NotFound}, and with {@link Refusal.Conflict} where the key was revoked.
   */
  public Uni<Issued> rotate(Caller by, Optional<String> tenant, String id, Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw Refusal.Invalid.parameter("overlap_s", "'overlap_s' must be at most 30 days.");
    }
    String text = KeyText.random(new SecureRandom());
    return store
        .rotate(by, Reach.tenant(by, tenant), id, KeyText.hash(text), text, overlap)
        .map(key -> new Issued(key, text));
  }

  /**
   * Takes a key back; it may work a few seconds longer on other instances. Fails with {@link
   * Refusal.NotFound}, and with {@link Refusal.Conflict} for the key it is asked with.
   */
  public Uni<Void> revoke(Caller by, Optional<String> tenant, String id) {
    refuseOwn(by, id, "Revoke this key with another one.");
    return store.revoke(by, Reach.tenant(by, tenant), id);
  }

  private static void refuseOwn(Caller by, String id, String instead) {
    if (id.equals(by.credential())) {
      throw new Refusal.Conflict("own_key", instead);
    }
  }

  static Refusal unknown() {
    return new Refusal.NotFound("api_key_not_found", "id", "There is no such key.");
  }

  /**
   * The key somebody wants.
   *
   * @param tenant whose it is to be; empty means the operator's own
   * @param account whom it stands for; two keys of one account are one person
   */
  public record Wanted(Optional<String> tenant, String account, Caller.Role role, KeyTerms terms) {}

  /**
   * A key as it is shown later: never its text.
   *
   * @param caller whom it stands for; his credential is the key's id
   * @param prefix the beginning of the text, to tell keys apart
   * @param createdBy who made it, as {@code tenant/account}; empty for the first keys
   */
  public record Listed(
      Caller caller,
      KeyTerms terms,
      String prefix,
      Instant createdAt,
      Optional<String> createdBy,
      Optional<Instant> revokedAt) {}

  /** A key and its text, new both or the text alone. */
  public record Issued(Listed key, String text) {
    @Override
    public String toString() {
      return key.toString();
    }
  }
}
