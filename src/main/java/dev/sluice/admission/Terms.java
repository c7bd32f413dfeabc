package dev.sluice.admission;

import dev.sluice.model.Rights;
import dev.sluice.model.Standing;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/** An account's and its tenant's columns, read as what their callers may do. */
final class Terms {
  /** For an account {@code a} and a tenant {@code t}. */
  static final String COLUMNS =
      "a.status, a.reason, a.suspended_until, a.plan, a.real_name, a.invitation,"
          + " t.plan as tenant_plan";

  private Terms() {}

  /**
   * @param keyPlan the plan of the credential's own
   * @param models the aliases that the credential is limited to
   */
  static Rights rights(Row row, Optional<String> keyPlan, Set<String> models, Instant now) {
    return new Rights(
        Optional.ofNullable(row.getString("plan")),
        keyPlan,
        Optional.ofNullable(row.getString("tenant_plan")),
        models,
        new Standing(
            suspension(row, now),
            Standing.RealName.valueOf(row.getString("real_name")),
            Standing.Invitation.valueOf(row.getString("invitation"))));
  }

  /** A suspension ends by itself, whatever the row still says. */
  private static Optional<String> suspension(Row row, Instant now) {
    Optional<Instant> until = instant(row, "suspended_until");
    boolean over = until.filter(end -> !now.isBefore(end)).isPresent();
    return row.getString("status").equals("SUSPENDED") && !over
        ? Optional.of(told(until, Optional.ofNullable(row.getString("reason"))))
        : Optional.empty();
  }

  private static String told(Optional<Instant> until, Optional<String> reason) {
    return "This account is suspended"
        + until.map(end -> " until " + end).orElse("")
        + reason.map(why -> ": " + why).orElse(".")
        + " To appeal, use POST /v1/appeals.";
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
