package dev.sluice.model;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What an operator changed: recorded in the same transaction as the change itself, by PostgreSQL's
 * function {@code record_change}, so that there is never one without the other.
 *
 * @param by who, as {@code tenant/account}
 * @param credential which of his credentials was shown, by its id
 * @param action what was done, as {@code <thing>.<verb>}, such as {@code invite.revoke}
 * @param subject the id of what was changed
 * @param before how it was, empty where it was not there; never content, secrets or identities
 * @param after how it is now, empty where it is gone
 */
public record Change(
    String by,
    String credential,
    String action,
    String subject,
    Optional<JsonObject> before,
    Optional<JsonObject> after) {

  /** Its statement, for {@link #by}, {@link #credential} and so on, in order. */
  public static final String RECORD = "select record_change($1, $2, $3, $4, $5, $6)";

  public static Change of(
      Caller by,
      String action,
      String subject,
      Optional<JsonObject> before,
      Optional<JsonObject> after) {
    return new Change(by.owner(), by.credential(), action, subject, before, after);
  }
}
