package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.library.Change;
import dev.sluice.moderation.lexicon.library.Draft;
import dev.sluice.moderation.lexicon.library.ListEntry;
import dev.sluice.moderation.lexicon.library.ListedWord;
import dev.sluice.moderation.lexicon.library.Validity;
import dev.sluice.moderation.lexicon.library.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The word list's things as JSON. */
final class WordJson {
  private WordJson() {}

  /** The entry a body describes; what it leaves out has its default. */
  static ListedWord read(ObjectNode body) {
    refuseUnknown(body);
    Fields fields = Fields.root(body);
    String word = fields.requiredText("word");
    boolean whole =
        fields.any("whole_word").isPresent()
            ? fields.flag("whole_word")
            : ListedWord.standsApart(word);
    return new ListedWord(
        word,
        category("category", fields.requiredText("category")),
        fields.text("risk"),
        fields.text("action").map(WordJson::action),
        modes(fields),
        texts(fields, "allowed", ListedWord.MAX_ALLOWED),
        whole,
        new Validity(instant(fields, "valid_from"), instant(fields, "valid_until")),
        fields.text("note").orElse(""));
  }

  /** A misspelt field would silently keep its default. */
  private static void refuseUnknown(ObjectNode body) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!ListedWord.FIELDS.contains(name)) {
                throw Refusal.Invalid.parameter(name, "An entry has no such field.");
              }
            });
  }

  static Category category(String param, String name) {
    return Arrays.stream(Category.values())
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.Invalid.parameter(
                    param,
                    "'%s' must be one of %s."
                        .formatted(param, Arrays.toString(Category.values()))));
  }

  private static Action action(String name) {
    return Arrays.stream(Action.values())
        .filter(each -> each != Action.PASS && lower(each).equals(name))
        .findFirst()
        .orElseThrow(
            () -> Refusal.Invalid.parameter("action", "'action' must be block, review or mask."));
  }

  private static Set<Entry.Mode> modes(Fields fields) {
    if (fields.any("modes").isEmpty()) {
      return EnumSet.allOf(Entry.Mode.class);
    }
    Set<Entry.Mode> modes = new HashSet<>();
    for (String name : texts(fields, "modes", Entry.Mode.values().length)) {
      modes.add(
          Arrays.stream(Entry.Mode.values())
              .filter(mode -> lower(mode).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      fields.wrong(
                          "modes",
                          "must be of "
                              + Arrays.stream(Entry.Mode.values()).map(WordJson::lower).toList()
                              + ".")));
    }
    return modes;
  }

  private static List<String> texts(Fields fields, String name, int most) {
    return fields.array(name, most).stream()
        .map(
            element -> {
              if (!element.node().isTextual()) {
                throw Refusal.Invalid.parameter(
                    element.path(), "'" + element.path() + "' must be a string.");
              }
              return element.node().textValue();
            })
        .toList();
  }

  static Optional<Instant> instant(Fields fields, String name) {
    return fields
        .text(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException unreadable) {
                throw fields.wrong(name, "must be a time such as 2026-01-31T00:00:00Z.");
              }
            });
  }

  static JsonObject of(ListEntry entry) {
    return of(entry.word())
        .put("id", entry.id().toString())
        .put("author", entry.author())
        .put("approver", entry.approver())
        .put("since_version", entry.since())
        .put("changed_at", entry.changedAt().toString());
  }

  static JsonObject of(Change change) {
    return of(change.word())
        .put("id", change.entry().toString())
        .put("change", lower(change.kind()))
        .put("authors", new JsonArray(change.authors()))
        .put("changed_at", change.changedAt().toString());
  }

  static JsonObject of(Draft draft) {
    return new JsonObject()
        .put("number", draft.number())
        .put("state", lower(draft.state()))
        .put("submission", draft.submission())
        .put("changes", draft.changes())
        .put("authors", new JsonArray(draft.authors()))
        .put("note", draft.note())
        .put("submitter", draft.submitter().orElse(null))
        .put("submitted_at", text(draft.submittedAt()))
        .put("rejected_because", draft.reason());
  }

  static JsonObject of(Version version) {
    OptionalInt restores = version.restores();
    return new JsonObject()
        .put("version", version.number())
        .put("published_at", version.publishedAt().toString())
        .put("submitter", version.submitter())
        .put("approver", version.approver())
        .put("note", version.note())
        .put("restores", restores.isPresent() ? restores.getAsInt() : null)
        .put("entries", version.entries());
  }

  private static JsonObject of(ListedWord word) {
    return new JsonObject()
        .put("word", word.word())
        .put("category", word.category().name())
        .put("risk", word.risk().orElse(null))
        .put("action", word.action().map(WordJson::lower).orElse(null))
        .put("modes", new JsonArray(word.modes().stream().map(WordJson::lower).sorted().toList()))
        .put("allowed", new JsonArray(word.allowed()))
        .put("whole_word", word.wholeWord())
        .put("valid_from", text(word.validity().from()))
        .put("valid_until", text(word.validity().until()))
        .put("note", word.note());
  }

  static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
