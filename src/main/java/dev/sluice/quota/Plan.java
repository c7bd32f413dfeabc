package dev.sluice.quota;

import java.util.List;
import java.util.OptionalInt;

/**
 * Named limits, all of which must allow a request. What a plan does not name is not limited.
 *
 * @param limits at most one for each measure and period
 * @param concurrent generations open at once
 */
public record Plan(String name, List<Limit> limits, OptionalInt concurrent) {
  /** The plan without limits, which always exists. */
  public static final Plan UNLIMITED = new Plan("unlimited", List.of(), OptionalInt.empty());

  public Plan {
    limits = List.copyOf(limits);
    long kinds = limits.stream().map(it -> it.measure() + "/" + it.period()).distinct().count();
    if (kinds != limits.size()) {
      throw new IllegalArgumentException("plan '" + name + "' limits something twice");
    }
  }
}
