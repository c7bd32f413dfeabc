package dev.sluice.admission.launch.invite;

import dev.sluice.admission.launch.Rows;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/** Invites as rows, and as the record of a change. */
final class InviteRows {
  private InviteRows() {}

  static Invite invite(Row row) {
    return new Invite(
        row.getLong("number"),
        row.getString("prefix"),
        new Invite.Terms(
            Optional.ofNullable(row.getInteger("batch")),
            row.getInteger("uses"),
            Rows.maybeInstant(row, "expires_at"),
            Optional.ofNullable(row.getString("plan"))),
        row.getInteger("used"),
        Rows.instant(row, "created_at"),
        row.getString("created_by"),
        Rows.maybeInstant(row, "revoked_at"));
  }

  static JsonObject json(Invite invite) {
    return new JsonObject()
        .put("batch", invite.terms().batch().orElse(null))
        .put("uses", invite.terms().uses())
        .put("used", invite.used())
        .put("plan", invite.terms().plan().orElse(null))
        .put("expires_at", invite.terms().expiresAt().map(Instant::toString).orElse(null))
        .put("revoked_at", invite.revokedAt().map(Instant::toString).orElse(null));
  }
}
