package dev.sluice.quota.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements of reports; nothing a caller said stands in them, only names of {@link Part}. */
final class ReportSql {
  /** Parts that may be asked for by value, in the order of their values. */
  static final List<Part> FILTERS =
      Arrays.stream(Part.values()).filter(part -> part != Part.DAY).toList();

  /** How many values {@link #MEANT} takes. */
  private static final int VALUES = 3 + FILTERS.size();

  /** For tenant, first day, last day and the filters' values. */
  private static final String MEANT = meant();

  private static final String SUMS =
      """
      count(*) as generations, count(*) filter (where not exact) as estimated,
      sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
      sum(money_micros)::bigint as money_micros
      """;

  /** One statement, so that page and total are of one moment; there is a row in any case. */
  private static final String REPORT =
      """
      with line as (select %s, %s from usage_record where %s group by %s)
      select total.*, page.*, page.generations is not null as is_line
      from (
        select coalesce(sum(generations), 0)::bigint as all_generations,
          coalesce(sum(estimated), 0)::bigint as all_estimated,
          coalesce(sum(input_tokens), 0)::bigint as all_input_tokens,
          coalesce(sum(output_tokens), 0)::bigint as all_output_tokens,
          coalesce(sum(money_micros), 0)::bigint as all_money_micros
        from line) total
      left join (
        select * from line
        where $%d::text[] is null or array[%s] > $%d::text[] collate "C"
        order by %s limit $%d) page on true
      order by %s
      """;

  static final String ROWS =
      """
      select generation, %s, input_tokens, output_tokens, exact, money_micros, price_version,
        outcome, settled_at
      from usage_record
      where %s and ($%d::text is null or generation collate "C" > $%d)
      order by generation collate "C" limit $%d
      """
          .formatted(columns(List.of(Part.values())), MEANT, VALUES + 1, VALUES + 1, VALUES + 2);

  private ReportSql() {}

  /** For what {@link #MEANT} takes, the keys a page begins behind, and its length. */
  static String report(List<Part> by) {
    String keys =
        IntStream.range(0, by.size()).mapToObj(ReportSql::key).collect(Collectors.joining(", "));
    int behind = VALUES + 1;
    return REPORT.formatted(
        columns(by), SUMS, MEANT, keys, behind, keys, behind, keys, behind + 1, keys);
  }

  static String key(int number) {
    return "key" + number;
  }

  /** As text in byte order, which is the order of days too. */
  private static String columns(List<Part> parts) {
    return IntStream.range(0, parts.size())
        .mapToObj(i -> text(parts.get(i)) + " as " + key(i))
        .collect(Collectors.joining(", "));
  }

  private static String text(Part part) {
    return "coalesce(" + part.column() + "::text, '') collate \"C\"";
  }

  private static String meant() {
    List<String> all = new ArrayList<>(List.of("tenant = $1 and day between $2 and $3"));
    for (int i = 0; i < FILTERS.size(); i++) {
      int value = 4 + i;
      all.add("($%d::text is null or %s = $%d)".formatted(value, FILTERS.get(i).column(), value));
    }
    return String.join(" and ", all);
  }
}
