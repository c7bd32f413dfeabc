package dev.sluice.quota.prices;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One version's prices, ready to be asked. */
record PriceTable(int version, Map<Model, List<Price>> byModel) {
  /** Before anything was published. */
  static final PriceTable NONE = new PriceTable(0, List.of());

  private static Comparator<Price> latestFirst() {
    return Comparator.comparing(
        (Price price) -> price.validFrom().orElse(Instant.MIN), Comparator.reverseOrder());
  }

  PriceTable(int version, List<Price> prices) {
    this(
        version,
        prices.stream()
            .sorted(latestFirst())
            .collect(Collectors.groupingBy(price -> new Model(price.provider(), price.model()))));
  }

  /** The price at a moment; empty where the model has none by then. */
  Optional<Price> at(Instant moment, String provider, String model) {
    return byModel.getOrDefault(new Model(provider, model), List.of()).stream()
        .filter(price -> price.isValidAt(moment))
        .findFirst();
  }

  record Model(String provider, String name) {}
}
