package dev.sluice.admission;

import dev.sluice.admission.guess.SlowDown;
import dev.sluice.admission.oidc.AccessTokens;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Says who asks and whether he may, or that nobody may. */
@ApplicationScoped
public class Admission {
  private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(3);

  private final ApiKeyStore keys;
  private final AccessTokens tokens;
  private final TokenAccounts accounts;
  private final SlowDown slowDown;
  private final Permission permission;
  private final Clock clock;

  Admission(
      ApiKeyStore keys,
      AccessTokens tokens,
      TokenAccounts accounts,
      SlowDown slowDown,
      Permission permission,
      Clock clock) {
    this.keys = keys;
    this.tokens = tokens;
    this.accounts = accounts;
    this.slowDown = slowDown;
    this.permission = permission;
    this.clock = clock;
  }

  /**
   * What the credential shown is worth. Missing, malformed, unknown, expired and revoked ones, and
   * those of closed accounts, all fail with the same {@link Refusal.Unauthenticated}.
   */
  public Uni<Pass> enter(Shown shown) {
    return shown
        .credential()
        .map(text -> slowDown.guard(shown.address(), pass(text)))
        .orElseGet(() -> Uni.createFrom().failure(Refusal.Unauthenticated::new));
  }

  /**
   * Whether the caller may have an answer from this model. Fails with {@link Refusal.Forbidden}
   * where it may not, and with {@link Refusal.Unavailable} where an operator stopped it.
   */
  public Uni<Void> allow(Caller caller, String alias) {
    return permission.check(caller, alias);
  }

  /** Fails with {@link Refusal.Forbidden} where the caller's account is suspended. */
  public static void checkActive(Caller caller) {
    caller
        .rights()
        .standing()
        .suspension()
        .ifPresent(
            told -> {
              throw new Refusal.Forbidden("account_suspended", told);
            });
  }

  private Uni<Pass> pass(String text) {
    return (tokens.take(text) ? ofToken(text) : keys.passOf(KeyText.hash(text)))
        .ifNoItem()
        .after(LOOKUP_LIMIT)
        .fail()
        .onFailure()
        .transform(
            failure ->
                new Refusal.Unavailable(
                    "admission_unavailable",
                    "Credentials cannot be checked at the moment; try again.",
                    Optional.of(Duration.ofSeconds(1))))
        .map(
            found ->
                found
                    .flatMap(pass -> pass.at(clock.instant()))
                    .orElseThrow(Refusal.Unauthenticated::new));
  }

  private Uni<Optional<Pass>> ofToken(String token) {
    return tokens
        .verify(token)
        .chain(
            claimed ->
                claimed
                    .map(
                        who ->
                            accounts
                                .rights(who.tenant(), who.account(), who)
                                .map(found -> found.map(it -> TokenAccounts.pass(who, it))))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }
}
