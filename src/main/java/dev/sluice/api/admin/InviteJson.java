package dev.sluice.api.admin;

import dev.sluice.admission.account.Names;
import dev.sluice.admission.launch.invite.Invite;
import dev.sluice.admission.launch.invite.Invites.Issued;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Invites as JSON, and as a table for a spreadsheet. */
final class InviteJson {
  private static final int MOST_BATCHES = 1_000_000;

  private InviteJson() {}

  static Optional<Integer> batch(Fields fields) {
    return fields.any("batch").map(given -> StrictBody.number(fields, "batch", 1, MOST_BATCHES));
  }

  static int batch(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException unreadable) {
      throw Refusal.Invalid.parameter("batch", "'batch' must be a batch's number.");
    }
  }

  static Optional<Instant> expiry(Fields fields, Instant now) {
    Optional<Instant> end = WordJson.instant(fields, "expires_at");
    if (end.filter(it -> !it.isAfter(now)).isPresent()) {
      throw fields.wrong("expires_at", "must lie in the future.");
    }
    return end;
  }

  static Optional<String> plan(Fields fields) {
    return fields.text("plan").map(Names::plan);
  }

  static String issued(List<Issued> issued) {
    JsonArray items = new JsonArray();
    issued.forEach(each -> items.add(of(each.invite()).put("code", each.code().text())));
    return new JsonObject().put("items", items).encode();
  }

  /** No value can hold a comma or a quote. */
  static String csv(List<Issued> issued) {
    StringBuilder table = new StringBuilder("id,code,batch,uses,expires_at,plan\r\n");
    issued.forEach(each -> table.append(line(each)).append("\r\n"));
    return table.toString();
  }

  private static String line(Issued issued) {
    Invite.Terms terms = issued.invite().terms();
    return String.join(
        ",",
        Long.toString(issued.invite().number()),
        issued.code().text(),
        terms.batch().map(String::valueOf).orElse(""),
        Integer.toString(terms.uses()),
        terms.expiresAt().map(Instant::toString).orElse(""),
        terms.plan().orElse(""));
  }

  static JsonObject of(Invite invite) {
    return new JsonObject()
        .put("id", invite.number())
        .put("prefix", invite.prefix())
        .put("batch", invite.terms().batch().orElse(null))
        .put("uses", invite.terms().uses())
        .put("used", invite.used())
        .put("plan", invite.terms().plan().orElse(null))
        .put("expires_at", WordJson.text(invite.terms().expiresAt()))
        .put("created_at", invite.createdAt().toString())
        .put("created_by", invite.createdBy())
        .put("revoked_at", WordJson.text(invite.revokedAt()));
  }
}
