package dev.sluice.quota;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a caller stands with every limit that applies. */
public record Allowance(List<Standing> standings) {
  public static final Allowance UNKNOWN = new Allowance(List.of());

  public Allowance {
    standings = List.copyOf(standings);
  }

  /** Of the limits on this measure, the one with the least left. */
  public Optional<Standing> tightest(Measure measure) {
    return standings.stream()
        .filter(standing -> standing.bound().counts(measure))
        .min(Comparator.comparingLong(Standing::remaining));
  }
}
