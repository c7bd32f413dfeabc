package dev.sluice.moderation.chain;

import dev.sluice.moderation.chain.Shadows.Agreement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often a vendor that is not obeyed agreed with the verdict that counted. */
final class Comparisons {
  private final Map<Agreement, LongAdder> times = new EnumMap<>(Agreement.class);

  Comparisons() {
    for (Agreement agreement : Agreement.values()) {
      times.put(agreement, new LongAdder());
    }
  }

  void add(Agreement agreement) {
    times.get(agreement).increment();
  }

  VendorHealth.Comparison sum() {
    return new VendorHealth.Comparison(
        of(Agreement.AGREED), of(Agreement.STRICTER), of(Agreement.LAXER), of(Agreement.SILENT));
  }

  private long of(Agreement agreement) {
    return times.get(agreement).sum();
  }
}
