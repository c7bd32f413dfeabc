package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.launch.Rows;
import dev.sluice.model.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Applicants as rows. */
final class ApplicantRows {
  private ApplicantRows() {}

  static Applicant applicant(Row row) {
    return new Applicant(
        row.getLong("number"),
        row.getString("masked"),
        answers(row.getJsonObject("answers")),
        row.getString("language"),
        Applicant.State.valueOf(row.getString("state")),
        Rows.instant(row, "signed_up"),
        Rows.maybeInstant(row, "decided_at"),
        Optional.ofNullable(row.getLong("invite")),
        Optional.ofNullable(row.getString("reason")));
  }

  static Progress progress(Row row) {
    return switch (Applicant.State.valueOf(row.getString("state"))) {
      case WAITING -> new Progress.Waiting(row.getLong("position"));
      case DECLINED -> new Progress.Declined(row.getString("reason"));
      case INVITED ->
          new Progress.Invited(
              Optional.of(row.getString("prefix")).filter(prefix -> !prefix.isEmpty()),
              row.getInteger("used") > 0,
              Rows.maybeInstant(row, "expires_at"));
    };
  }

  /** Why an applicant has no code to draw. */
  static Refusal nothingToDraw(Row row) {
    return switch (Applicant.State.valueOf(row.getString("state"))) {
      case WAITING -> no("still_waiting", "It is not your turn yet.");
      case DECLINED -> no("declined", "This application was declined.");
      case INVITED ->
          row.getInteger("used") > 0
              ? no("invite_used_up", "This invite has been redeemed.")
              : no("invite_expired", "This invite has expired or was taken back.");
    };
  }

  private static Refusal no(String code, String message) {
    return new Refusal.Conflict(code, message);
  }

  static JsonObject json(Map<String, String> answers) {
    return new JsonObject(new LinkedHashMap<>(answers));
  }

  private static Map<String, String> answers(JsonObject json) {
    Map<String, String> answers = new LinkedHashMap<>();
    json.fieldNames().forEach(name -> answers.put(name, json.getString(name)));
    return answers;
  }
}
