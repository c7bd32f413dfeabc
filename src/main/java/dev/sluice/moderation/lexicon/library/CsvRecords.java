package dev.sluice.moderation.lexicon.library;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads comma-separated records as RFC 4180 describes them: cells may be quoted, and a quoted cell
 * may hold commas, doubled quotes and line ends.
 */
final class CsvRecords {
  private static final int MAX_CELL = 64 << 10;

  private final Utf8Lines lines;
  private int begun;

  CsvRecords(Utf8Lines lines) {
    this.lines = lines;
  }

  /** The next record that is not blank. */
  Optional<List<String>> next() throws IOException {
    Optional<String> line = lines.next();
    while (line.isPresent() && line.get().isBlank()) {
      line = lines.next();
    }
    if (line.isEmpty()) {
      return Optional.empty();
    }
    begun = lines.number();
    return Optional.of(cells(line.get()));
  }

  /** The line on which the last record began, from 1. */
  int line() {
    return begun;
  }

  private List<String> cells(String line) throws IOException {
    List<String> cells = new ArrayList<>();
    String rest = line;
    for (int from = 0; from <= rest.length(); ) {
      if (from < rest.length() && rest.charAt(from) == '"') {
        StringBuilder cell = new StringBuilder();
        Quoted quoted = quoted(rest, from + 1, cell);
        cells.add(cell.toString());
        rest = quoted.line();
        from = quoted.behind();
      } else {
        int comma = rest.indexOf(',', from);
        int end = comma < 0 ? rest.length() : comma;
        cells.add(rest.substring(from, end));
        from = end;
      }
      if (from < rest.length() && rest.charAt(from) != ',') {
        throw new BadLine(begun, "has something behind a closing quote");
      }
      from++;
    }
    return cells;
  }

  /** Takes a quoted cell up to its closing quote, which may stand on a later line. */
  private Quoted quoted(String line, int from, StringBuilder cell) throws IOException {
    String rest = line;
    int at = from;
    while (true) {
      int quote = rest.indexOf('"', at);
      cell.append(rest, at, quote < 0 ? rest.length() : quote);
      if (cell.length() > MAX_CELL) {
        throw new BadLine(begun, "has a cell of more than " + MAX_CELL + " characters");
      }
      if (quote < 0) {
        cell.append('\n');
        rest = lines.next().orElseThrow(() -> new BadLine(begun, "opens a quote and never closes"));
        at = 0;
      } else if (quote + 1 < rest.length() && rest.charAt(quote + 1) == '"') {
        cell.append('"');
        at = quote + 2;
      } else {
        return new Quoted(rest, quote + 1);
      }
    }
  }

  /** Where a quoted cell ended. */
  private record Quoted(String line, int behind) {}
}
