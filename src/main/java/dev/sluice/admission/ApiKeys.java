package dev.sluice.admission;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** API keys as administrators give them out and take them back, each within his own tenant. */
@ApplicationScoped
public class ApiKeys {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final int LONGEST_NAME = 100;
  private static final int ID_BYTES = 9;

  private final ApiKeyStore store;
  private final Clock clock;

  ApiKeys(ApiKeyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Makes a key. Its text is in the answer and nowhere else: only its hash is kept. */
  public Uni<Issued> issue(Caller by, Wanted wanted) {
    check(wanted);
    SecureRandom random = new SecureRandom();
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String text = KeyText.random(random);
    Listed key =
        new Listed(
            new Caller(
                by.tenant(),
                wanted.account(),
                "key_" + HexFormat.of().formatHex(id),
                wanted.role()),
            wanted.name(),
            KeyText.displayPrefix(text),
            clock.instant(),
            Optional.of(by.owner()),
            wanted.expiresAt(),
            Optional.empty());
    return store.issue(key, KeyText.hash(text)).replaceWith(new Issued(key, text));
  }

  /** The tenant's keys by id, revoked ones too. */
  public Uni<Page<Listed>> list(Caller by, Optional<String> behind, int limit) {
    return store
        .list(by.tenant(), behind.orElse(""), limit + 1)
        .map(found -> Page.of(found, limit, key -> key.caller().credential()));
  }

  /**
   * Takes a key back; it may work a few seconds longer on other instances. Fails with {@link
   * Refusal.NotFound}, and with {@link Refusal.Conflict} for the key it is asked with: nobody shuts
   * himself out.
   */
  public Uni<Void> revoke(Caller by, String id) {
    if (id.equals(by.credential())) {
      throw new Refusal.Conflict("own_key", "Revoke this key with another one.");
    }
    return store
        .revoke(by.tenant(), id)
        .invoke(
            found -> {
              if (!found) {
                throw new Refusal.NotFound("api_key_not_found", "id", "There is no such key.");
              }
            })
        .replaceWithVoid();
  }

  private void check(Wanted wanted) {
    if (!ACCOUNT.matcher(wanted.account()).matches()) {
      throw Refusal.Invalid.parameter(
          "account", "'account' must have 1 to 64 letters, digits or any of . _ @ -");
    }
    if (wanted.name().length() > LONGEST_NAME
        || wanted.name().chars().anyMatch(Character::isISOControl)) {
      throw Refusal.Invalid.parameter("name", "'name' must be at most 100 printable characters.");
    }
    if (wanted.expiresAt().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
      throw Refusal.Invalid.parameter("expires_at", "'expires_at' must lie in the future.");
    }
  }

  /**
   * The key somebody wants.
   *
   * @param account whom it stands for; two keys of one account are one person
   */
  public record Wanted(
      String account, Caller.Role role, String name, Optional<Instant> expiresAt) {}

  /**
   * A key as it is shown later: never its text.
   *
   * @param caller whom it stands for; his credential is the key's id
   * @param prefix the beginning of the text, to tell keys apart
   * @param createdBy who made it, as {@code tenant/account}; empty for the first keys
   */
  public record Listed(
      Caller caller,
      String name,
      String prefix,
      Instant createdAt,
      Optional<String> createdBy,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt) {}

  /** A new key and its text. */
  public record Issued(Listed key, String text) {
    @Override
    public String toString() {
      return key.toString();
    }
  }
}
