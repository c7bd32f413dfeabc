package dev.sluice.admission.identity.phone;

import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.Purpose;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;

/**
 * Codes that we draw and check, for vendors that only carry them: six digits, of which nothing but
 * a keyed hash is kept.
 */
final class OwnCodes implements PhoneVerification {
  private static final Purpose CODE = new Purpose("phone-code");
  private static final int CODES = 1_000_000;

  private final CodeSender sender;
  private final RedisChallenges challenges;
  private final FieldVault vault;
  private final SecureRandom random;

  OwnCodes(CodeSender sender, RedisChallenges challenges, FieldVault vault, SecureRandom random) {
    this.sender = sender;
    this.challenges = challenges;
    this.vault = vault;
    this.random = random;
  }

  @Override
  public Uni<Void> send(Challenge challenge) {
    String code = "%06d".formatted(random.nextInt(CODES));
    // Kept before it is sent: a code that arrives must be good.
    return challenges
        .keepCode(challenge, hash(challenge, code))
        .chain(() -> sender.send(challenge.phone(), code));
  }

  @Override
  public Uni<Boolean> check(Challenge challenge, String code) {
    return challenges.takeCode(challenge, hash(challenge, code));
  }

  private String hash(Challenge challenge, String code) {
    return vault.fingerprint(CODE, challenge.key() + code);
  }
}
