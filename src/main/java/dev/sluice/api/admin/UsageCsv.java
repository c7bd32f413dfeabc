package dev.sluice.api.admin;

import dev.sluice.quota.report.Part;
import dev.sluice.quota.report.Reports.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report as CSV (RFC 4180), for spreadsheets; they must not take a name for a formula. */
final class UsageCsv {
  private static final List<String> SUMS =
      List.of("generations", "estimated", "input_tokens", "output_tokens", "money_micros");
  private static final String FORMULA_SIGNS = "=+-@\t\r";

  private UsageCsv() {}

  static String of(List<Line> lines, List<Part> by) {
    List<String> head = new ArrayList<>(by.stream().map(WordJson::lower).toList());
    head.addAll(SUMS);
    StringBuilder csv = new StringBuilder(record(head));
    lines.forEach(line -> csv.append(record(cells(line))));
    return csv.toString();
  }

  private static List<String> cells(Line line) {
    List<String> cells = new ArrayList<>(line.keys().stream().map(UsageCsv::harmless).toList());
    cells.add(Long.toString(line.sums().generations()));
    cells.add(Long.toString(line.sums().estimated()));
    cells.add(Long.toString(line.sums().inputTokens()));
    cells.add(Long.toString(line.sums().outputTokens()));
    cells.add(Long.toString(line.sums().moneyMicros()));
    return cells;
  }

  private static String harmless(String text) {
    boolean looksLikeFormula = !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0;
    return looksLikeFormula ? "'" + text : text;
  }

  private static String record(List<String> cells) {
    return cells.stream().map(UsageCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    boolean isPlain = text.chars().noneMatch(it -> it == ',' || it == '"' || it < ' ');
    return isPlain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
