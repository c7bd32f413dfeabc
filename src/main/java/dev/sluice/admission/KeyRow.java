package dev.sluice.admission;

import dev.sluice.model.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys as rows, and as what the record of a change says of them. */
final class KeyRow {
  private KeyRow() {}

  static List<ApiKeys.Listed> all(RowSet<Row> rows) {
    List<ApiKeys.Listed> keys = new ArrayList<>(rows.size());
    rows.forEach(row -> keys.add(listed(row)));
    return keys;
  }

  static Optional<ApiKeys.Listed> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  private static ApiKeys.Listed listed(Row row) {
    return new ApiKeys.Listed(
        new Caller(
            row.getString("tenant"),
            row.getString("account"),
            row.getString("id"),
            Caller.Role.valueOf(row.getString("role"))),
        terms(row),
        row.getString("prefix"),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getString("created_by")),
        Terms.instant(row, "revoked_at"));
  }

  private static KeyTerms terms(Row row) {
    return new KeyTerms(
        row.getString("name"),
        Arrays.stream(row.getArrayOfStrings("scopes"))
            .map(Scope::valueOf)
            .collect(Collectors.toSet()),
        Set.of(row.getArrayOfStrings("models")),
        Optional.ofNullable(row.getString("plan")),
        Terms.instant(row, "expires_at"));
  }

  /** Adds name, scopes, models, plan and end, in this order. */
  static Tuple add(Tuple row, KeyTerms terms) {
    return row.addValue(terms.name())
        .addArrayOfString(terms.scopes().stream().map(Scope::name).sorted().toArray(String[]::new))
        .addArrayOfString(terms.models().stream().sorted().toArray(String[]::new))
        .addValue(terms.plan().orElse(null))
        .addValue(terms.expiresAt().map(KeyRow::utc).orElse(null));
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static JsonObject recorded(ApiKeys.Listed key) {
    KeyTerms terms = key.terms();
    return new JsonObject()
        .put("owner", key.caller().owner())
        .put("role", key.caller().role().name().toLowerCase(Locale.ROOT))
        .put("prefix", key.prefix())
        .put("name", terms.name())
        .put("scopes", new JsonArray(terms.scopes().stream().map(Scope::word).sorted().toList()))
        .put("models", new JsonArray(terms.models().stream().sorted().toList()))
        .put("plan", terms.plan().orElse(null))
        .put("expires_at", terms.expiresAt().map(Instant::toString).orElse(null))
        .put("revoked_at", key.revokedAt().map(Instant::toString).orElse(null));
  }
}
