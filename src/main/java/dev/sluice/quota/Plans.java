package dev.sluice.quota;

import java.util.Optional;

/** The plans in force on this instance, from memory. */
public interface Plans {

  /** Empty where there is no such plan; whoever is on it is refused rather than let go free. */
  Optional<Plan> find(String name);
}
