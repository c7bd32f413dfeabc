package dev.sluice.admission.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of the person behind an account, as it may be shown.
 *
 * @param id sortable by time, {@code idn_} and lower-case hexadecimal digits
 * @param masked empty where the account was closed
 * @param by who vouched for it, as {@code tenant/account}
 * @param ticket of a back office; empty where a program verified it
 * @param erasedAt when its value was erased, since the account was closed
 */
public record Identity(
    String id,
    String tenant,
    String account,
    Kind kind,
    String masked,
    How how,
    String by,
    Optional<String> ticket,
    Instant verifiedAt,
    Optional<Instant> erasedAt) {

  /** Whose seal it is. */
  String owner() {
    return tenant + "/" + account;
  }
}
