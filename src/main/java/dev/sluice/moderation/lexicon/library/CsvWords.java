package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads comma-separated words; the header says which columns there are. */
record CsvWords(Optional<Category> category) {
  void read(InputStream bytes, Consumer<Numbered> words) throws IOException {
    CsvRecords records = new CsvRecords(new Utf8Lines(bytes));
    Optional<List<String>> first = records.next();
    if (first.isEmpty()) {
      return;
    }
    List<String> header = header(records.line(), first.get());
    for (Optional<List<String>> next = records.next(); next.isPresent(); next = records.next()) {
      words.accept(word(new Cells(records.line(), header, next.get())));
    }
  }

  private static List<String> header(int line, List<String> cells) {
    List<String> names = cells.stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
    boolean known =
        ListedWord.FIELDS.containsAll(names) && new HashSet<>(names).size() == names.size();
    if (!known || !names.contains("word")) {
      throw new BadLine(
          line,
          "must name the columns, word among them, each once; allowed are " + ListedWord.FIELDS);
    }
    return names;
  }

  private Numbered word(Cells cells) {
    Category own =
        cells
            .filled("category")
            .map(name -> Words.category(cells.line(), name))
            .orElseGet(() -> Words.given(cells.line(), category));
    return Words.at(cells.line(), () -> word(cells, own));
  }

  private static ListedWord word(Cells cells, Category category) {
    String word = cells.filled("word").orElse("");
    return new ListedWord(
        word,
        category,
        cells.filled("risk"),
        Words.action(cells.line(), cells.filled("action").orElse("")),
        cells.filled("modes").map(cells::modes).orElseGet(() -> EnumSet.allOf(Entry.Mode.class)),
        cells.filled("allowed").map(Cells::parts).orElse(List.of()),
        cells.filled("whole_word").map(cells::flag).orElseGet(() -> ListedWord.standsApart(word)),
        new Validity(
            cells.filled("valid_from").map(cells::instant),
            cells.filled("valid_until").map(cells::instant)),
        cells.filled("note").orElse(""));
  }

  /** One record by its columns' names. */
  private record Cells(int line, List<String> header, List<String> values) {
    private Cells {
      if (values.size() != header.size()) {
        throw new BadLine(
            line, "has " + values.size() + " columns where the header names " + header.size());
      }
    }

    Optional<String> filled(String column) {
      int at = header.indexOf(column);
      return Optional.of(at < 0 ? "" : values.get(at).strip()).filter(text -> !text.isEmpty());
    }

    /** Lists in one cell are parted by bars, which no listed word needs. */
    static List<String> parts(String cell) {
      return Arrays.stream(cell.split("\\|")).filter(part -> !part.isBlank()).toList();
    }

    Set<Entry.Mode> modes(String cell) {
      return parts(cell).stream().map(this::mode).collect(Collectors.toSet());
    }

    private Entry.Mode mode(String name) {
      return Arrays.stream(Entry.Mode.values())
          .filter(mode -> mode.name().equalsIgnoreCase(name.strip()))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong("modes must be of " + Arrays.toString(Entry.Mode.values()) + ", by bars"));
    }

    boolean flag(String cell) {
      return switch (cell.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "1" -> true;
        case "false", "no", "0" -> false;
        default -> throw wrong("whole_word must be true or false");
      };
    }

    Instant instant(String cell) {
      try {
        return Instant.parse(cell);
      } catch (DateTimeParseException wrong) {
        throw wrong("times must be such as 2026-01-31T00:00:00Z");
      }
    }

    private BadLine wrong(String reason) {
      return new BadLine(line, "cannot be an entry: " + reason);
    }
  }
}
