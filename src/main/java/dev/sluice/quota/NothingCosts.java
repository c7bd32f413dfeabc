package dev.sluice.quota;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Stands in where no price table is kept: every model costs nothing. */
@DefaultBean
@ApplicationScoped
class NothingCosts implements Prices {
  private static final Cost NOTHING = new Cost(0, 0);

  @Override
  public Cost of(String provider, String upstreamModel, long inputTokens, long outputTokens) {
    return NOTHING;
  }
}
