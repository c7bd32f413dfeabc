package dev.sluice.admission.identity.phone;

import dev.sluice.admission.identity.Allowance;
import dev.sluice.admission.identity.How;
import dev.sluice.admission.identity.Identities;
import dev.sluice.admission.identity.Identity;
import dev.sluice.admission.identity.IdentityConfig;
import dev.sluice.admission.identity.Patience;
import dev.sluice.admission.identity.Person;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted.Limit;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.PhoneNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A caller shows that a phone is his: a code is sent to it, and comes back. */
@ApplicationScoped
public class PhoneCodes {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Pattern CODE = Pattern.compile("[0-9]{4,8}");

  private final PhoneVerification verification;
  private final RedisChallenges challenges;
  private final Allowance allowance;
  private final Identities identities;
  private final FieldVault vault;
  private final IdentityConfig.Phone config;

  PhoneCodes(
      PhoneVerification verification,
      RedisChallenges challenges,
      Allowance allowance,
      Identities identities,
      FieldVault vault,
      IdentityConfig config) {
    this.verification = verification;
    this.challenges = challenges;
    this.allowance = allowance;
    this.identities = identities;
    this.vault = vault;
    this.config = config.phone();
  }

  /** Sends a code. Fails with {@link Refusal.Exhausted} where that was asked for too often. */
  public Uni<Void> send(Caller caller, PhoneNumber phone) {
    return Uni.createFrom()
        .item(() -> Challenge.of(vault, caller, phone))
        .chain(
            challenge ->
                Patience.limit(
                    mayBeSent(challenge)
                        .chain(() -> challenges.open(challenge))
                        .chain(() -> verification.send(challenge)),
                    patience()));
  }

  /** Each counts, sent or not: what is counted afterwards can be had twice at once. */
  private Uni<Void> mayBeSent(Challenge challenge) {
    return allowance
        .take("account", challenge.caller().owner(), config.perAccount(), DAY)
        .chain(() -> allowance.take("interval", challenge.number(), 1, config.interval()))
        .chain(() -> allowance.take("number", challenge.number(), config.perNumber(), DAY));
  }

  /**
   * Verifies the caller by the code. Fails with {@link Refusal.Invalid}, code {@code wrong_code},
   * where it is not the one, and with {@link Refusal.Exhausted} after too many tries.
   */
  public Uni<Identity> verify(Caller caller, PhoneNumber phone, String code) {
    return Uni.createFrom()
        .item(() -> Challenge.of(vault, caller, phone))
        .chain(
            challenge ->
                Patience.limit(
                    challenges
                        .count(challenge, config.tries())
                        .invoke(PhoneCodes::checkTry)
                        .chain(() -> isRight(challenge, code))
                        .invoke(PhoneCodes::checkRight)
                        .chain(() -> challenges.close(challenge)),
                    patience()))
        .chain(() -> identities.verified(caller, Person.of(phone), How.PHONE_CODE));
  }

  private Uni<Boolean> isRight(Challenge challenge, String code) {
    return CODE.matcher(code).matches()
        ? verification.check(challenge, code)
        : Uni.createFrom().item(false);
  }

  private static void checkTry(RedisChallenges.Try outcome) {
    if (outcome == RedisChallenges.Try.TOO_MANY) {
      throw new Refusal.Exhausted(
          Limit.RATE, "Too many wrong codes; have a new one sent.", Optional.empty());
    }
    checkRight(outcome == RedisChallenges.Try.ALLOWED);
  }

  private static void checkRight(boolean right) {
    if (!right) {
      throw new Refusal.Invalid("wrong_code", "code", "This code is wrong, or too old.");
    }
  }

  /** The vendor's own time, and some for Redis. */
  private Duration patience() {
    return config.timeout().plusSeconds(5);
  }
}
