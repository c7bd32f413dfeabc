package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The word list's rows as records, and words as what a statement can unpack. */
final class Rows {
  /** What a row says of a word, in the order of {@link #WORD_TYPES}. */
  static final String WORD =
      "word, category, risk, action, modes, allowed, whole_word, valid_from, valid_until, note";

  /** How PostgreSQL unpacks {@link #packed}. */
  static final String WORD_TYPES =
      """
      line integer, word text, category text, risk text, action text, modes text[],
      allowed text[], whole_word boolean, valid_from timestamptz, valid_until timestamptz,
      note text\
      """;

  private Rows() {}

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reading) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reading.apply(row)));
    return all;
  }

  static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> reading) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(reading.apply(rows.iterator().next()));
  }

  static ListEntry entry(Row row) {
    return new ListEntry(
        new EntryId(row.getLong("id")),
        word(row),
        row.getString("author"),
        row.getString("approver"),
        row.getInteger("since"),
        instant(row, "changed_at").orElseThrow());
  }

  static Change change(Row row) {
    return new Change(
        new EntryId(row.getLong("entry")),
        row.getBoolean("removal") ? Change.Kind.REMOVE : Change.Kind.PUT,
        word(row),
        texts(row, "authors"),
        instant(row, "changed_at").orElseThrow());
  }

  static Version version(Row row) {
    Integer restores = row.getInteger("restores");
    return new Version(
        row.getInteger("number"),
        instant(row, "published_at").orElseThrow(),
        row.getString("submitter"),
        row.getString("approver"),
        row.getString("note"),
        restores == null ? OptionalInt.empty() : OptionalInt.of(restores),
        row.getInteger("entries"));
  }

  static Draft draft(Row row) {
    return new Draft(
        row.getInteger("number"),
        Draft.State.valueOf(row.getString("state")),
        row.getInteger("submission"),
        row.getString("note"),
        Optional.ofNullable(row.getString("submitter")),
        instant(row, "submitted_at"),
        row.getString("reason"),
        row.getInteger("changes"),
        texts(row, "authors"));
  }

  private static ListedWord word(Row row) {
    return new ListedWord(
        row.getString("word"),
        Category.valueOf(row.getString("category")),
        Optional.ofNullable(row.getString("risk")),
        Optional.ofNullable(row.getString("action")).map(Action::valueOf),
        texts(row, "modes").stream().map(Entry.Mode::valueOf).collect(Collectors.toSet()),
        texts(row, "allowed"),
        row.getBoolean("whole_word"),
        new Validity(instant(row, "valid_from"), instant(row, "valid_until")),
        row.getString("note"));
  }

  static JsonArray packed(List<Numbered> words) {
    JsonArray packed = new JsonArray();
    words.forEach(word -> packed.add(packed(word.word()).put("line", word.line())));
    return packed;
  }

  static JsonObject packed(ListedWord word) {
    return new JsonObject()
        .put("word", word.word())
        .put("category", word.category().name())
        .put("risk", word.risk().orElse(null))
        .put("action", word.action().map(Action::name).orElse(null))
        .put("modes", new JsonArray(word.modes().stream().map(Entry.Mode::name).sorted().toList()))
        .put("allowed", new JsonArray(word.allowed()))
        .put("whole_word", word.wholeWord())
        .put("valid_from", word.validity().from().map(Instant::toString).orElse(null))
        .put("valid_until", word.validity().until().map(Instant::toString).orElse(null))
        .put("note", word.note());
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static List<String> texts(Row row, String column) {
    return Arrays.asList(row.getArrayOfStrings(column));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
