package dev.sluice.quota.report;

import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was used and what it cost, from the settled usage in PostgreSQL, a row a generation. A
 * report and its total are of one moment, and the total is that of all rows, not of the page.
 */
public interface Reports {

  /**
   * Sums by the given parts, in their order; fails with {@link Refusal.Invalid} for a foreign
   * cursor.
   */
  Uni<Report> sums(Asked asked, List<Part> by, Optional<String> behind, int limit);

  /** The rows themselves, by generation. */
  Uni<Page<SettledUsage>> rows(Asked asked, Optional<String> behind, int limit);

  /**
   * Which rows are meant.
   *
   * @param tenant whose; empty: those of all tenants
   * @param to the last day, itself included
   * @param only what some parts have to be, other than day and tenant
   */
  record Asked(Optional<String> tenant, LocalDate from, LocalDate to, Map<Part, String> only) {
    public Asked {
      only = Map.copyOf(only);
    }
  }

  /** A part of a report, and the sums of all of it. */
  record Report(Page<Line> page, Sums total) {}

  /**
   * One line.
   *
   * @param keys what each of the asked parts is, in order
   */
  record Line(List<String> keys, Sums sums) {
    public Line {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Sums over generations.
   *
   * @param estimated how many of them had no exact usage from their provider
   * @param moneyMicros in millionths of the currency
   */
  record Sums(
      long generations, long estimated, long inputTokens, long outputTokens, long moneyMicros) {}

  /** What one generation used. */
  record SettledUsage(
      String generation,
      Map<Part, String> parts,
      long inputTokens,
      long outputTokens,
      boolean exact,
      long moneyMicros,
      int priceVersion,
      String outcome,
      Instant settledAt) {
    public SettledUsage {
      parts = Map.copyOf(parts);
    }
  }
}
