package dev.sluice.quota;

import java.util.Optional;

/**
 * A limit in force for a request.
 *
 * @param limit empty where it is the plan's bound on generations open at once
 * @param most of what the limit counts, or how many open at once
 */
public record Bound(Level level, String plan, Optional<Limit> limit, long most) {

  static Bound of(Level level, String plan, Limit limit) {
    return new Bound(level, plan, Optional.of(limit), limit.most());
  }

  static Bound concurrent(Level level, String plan, int most) {
    return new Bound(level, plan, Optional.empty(), most);
  }

  public boolean counts(Measure measure) {
    return limit.filter(it -> it.measure() == measure).isPresent();
  }

  public boolean within(Period period) {
    return limit.filter(it -> it.period() == period).isPresent();
  }
}
