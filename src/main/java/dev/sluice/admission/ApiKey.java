package dev.sluice.admission;

import dev.sluice.model.Caller;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A caller's credential as it is stored: the hash of the key, never the key. */
@Entity
@Table(name = "api_key")
class ApiKey extends PanacheEntityBase {
  @Id String id;
  String hash;
  String prefix;
  String tenant;
  String account;

  @Enumerated(EnumType.STRING)
  Caller.Role role;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "revoked_at")
  Instant revokedAt;

  static ApiKey of(String key, Caller caller, Instant now) {
    ApiKey stored = new ApiKey();
    stored.id = caller.credential();
    stored.hash = KeyText.hash(key);
    stored.prefix = KeyText.displayPrefix(key);
    stored.tenant = caller.tenant();
    stored.account = caller.account();
    stored.role = caller.role();
    stored.createdAt = now;
    return stored;
  }

  /** The caller it stands for, unless it expired or was revoked. */
  Optional<Caller> caller(Instant now) {
    boolean expired = expiresAt != null && !now.isBefore(expiresAt);
    return expired || revokedAt != null
        ? Optional.empty()
        : Optional.of(new Caller(tenant, account, id, role));
  }
}
