package dev.sluice.admission.account;

import dev.sluice.model.Standing;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts read from rows. */
final class AccountRow {
  private AccountRow() {}

  static List<Account> all(RowSet<Row> rows) {
    List<Account> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(account(row)));
    return all;
  }

  static Optional<Account> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  private static Account account(Row row) {
    return new Account(
        row.getString("tenant"),
        row.getString("id"),
        status(row),
        Optional.ofNullable(row.getString("plan")),
        Standing.RealName.valueOf(row.getString("real_name")),
        Standing.Invitation.valueOf(row.getString("invitation")),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Account.Status status(Row row) {
    return switch (row.getString("status")) {
      case "SUSPENDED" ->
          new Account.Status.Suspended(
              Optional.ofNullable(row.getString("reason")).orElse(""), until(row));
      case "CLOSED" -> new Account.Status.Closed();
      default -> new Account.Status.Active();
    };
  }

  private static Optional<Instant> until(Row row) {
    return Optional.ofNullable(row.getOffsetDateTime("suspended_until"))
        .map(OffsetDateTime::toInstant);
  }
}
