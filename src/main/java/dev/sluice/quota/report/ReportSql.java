package dev.sluice.quota.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements of reports; nothing a caller said stands in them, only names of {@link Part}. */
final class ReportSql {
  /** Parts that may be asked for by value, in the order of their values. */
  static final List<Part> FILTERS =
      Arrays.stream(Part.values()).filter(part -> part != Part.DAY && part != Part.TENANT).toList();

  /** How many values {@link #meant} takes. */
  private static final int VALUES = 3 + FILTERS.size();

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

  private static final String ROWS =
      """
      select generation, %s, input_tokens, output_tokens, exact, money_micros, price_version,
        outcome, settled_at
      from usage_record
      where %s and ($%d::text is null or generation collate "C" > $%d)
      order by generation collate "C" limit $%d
      """;

  private ReportSql() {}

  /** For what {@link #meant} takes, the keys a page begins behind, and its length. */
  static String report(Optional<String> tenant, List<Part> by) {
    String keys =
        IntStream.range(0, by.size()).mapToObj(ReportSql::key).collect(Collectors.joining(", "));
    int behind = VALUES + 1;
    return REPORT.formatted(
        columns(by), SUMS, meant(tenant), keys, behind, keys, behind, keys, behind + 1, keys);
  }

  /** For what {@link #meant} takes, the generation a page begins behind, and its length. */
  static String rows(Optional<String> tenant) {
    return ROWS.formatted(
        columns(List.of(Part.values())), meant(tenant), VALUES + 1, VALUES + 1, VALUES + 2);
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

  /**
   * For tenant, first day, last day and the filters' values. All tenants have a statement of their
   * own, so that the one for a tenant is planned by the index.
   */
  private static String meant(Optional<String> tenant) {
    List<String> all = new ArrayList<>();
    all.add(tenant.isPresent() ? "tenant = $1" : "$1::text is null");
    all.add("day between $2 and $3");
    for (int i = 0; i < FILTERS.size(); i++) {
      int value = 4 + i;
      all.add("($%d::text is null or %s = $%d)".formatted(value, FILTERS.get(i).column(), value));
    }
    return String.join(" and ", all);
  }
}
