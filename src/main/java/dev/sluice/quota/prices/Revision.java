package dev.sluice.quota.prices;

import dev.sluice.model.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a new price table comes from the newest one. */
public sealed interface Revision {

  /** The new table; fails with {@link Refusal.Invalid} naming the field at fault. */
  List<Price> on(List<Price> newest);

  /** Nothing of the newest stays. */
  record Whole(List<Price> prices) implements Revision {
    public Whole {
      prices = List.copyOf(prices);
      refuseTwice("prices", prices);
    }

    @Override
    public List<Price> on(List<Price> newest) {
      return prices;
    }
  }

  /** All stays that is neither removed nor replaced; removals come first. */
  record Amended(List<Price> put, List<Removal> remove) implements Revision {
    public Amended {
      put = List.copyOf(put);
      remove = List.copyOf(remove);
      refuseTwice("put", put);
    }

    @Override
    public List<Price> on(List<Price> newest) {
      List<Price> left = new ArrayList<>(newest);
      for (int i = 0; i < remove.size(); i++) {
        if (!left.removeIf(remove.get(i)::means)) {
          throw wrong("remove", i, "is not in the newest table.");
        }
      }
      Map<Price.Key, Price> next = new LinkedHashMap<>();
      left.forEach(price -> next.put(price.key(), price));
      put.forEach(price -> next.put(price.key(), price));
      return List.copyOf(next.values());
    }
  }

  /**
   * What goes.
   *
   * @param validFrom the one price that goes; empty means all of the model's
   */
  record Removal(String provider, String model, Optional<Instant> validFrom) {
    boolean means(Price price) {
      return provider.equals(price.provider())
          && model.equals(price.model())
          && (validFrom.isEmpty() || validFrom.equals(price.validFrom()));
    }
  }

  private static void refuseTwice(String field, List<Price> prices) {
    Set<Price.Key> seen = new HashSet<>();
    for (int i = 0; i < prices.size(); i++) {
      if (!seen.add(prices.get(i).key())) {
        throw wrong(field, i, "prices the same model from the same time as another one.");
      }
    }
  }

  private static Refusal.Invalid wrong(String field, int index, String what) {
    String path = field + "[" + index + "]";
    return Refusal.Invalid.parameter(path, "'" + path + "' " + what);
  }
}
