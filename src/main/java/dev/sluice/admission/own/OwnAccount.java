package dev.sluice.admission.own;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the gateway keeps of an account beside what it generated, for its owner.
 *
 * @param createdAt empty where there is no row of it yet
 */
public record OwnAccount(
    String status,
    String realName,
    Optional<String> plan,
    Optional<Instant> createdAt,
    List<Key> keys) {

  public OwnAccount {
    keys = List.copyOf(keys);
  }

  /** One of its API keys, without the text, which nobody has but the owner. */
  public record Key(
      String id,
      String name,
      String prefix,
      String role,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt) {}
}
