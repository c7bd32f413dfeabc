package dev.sluice.quota.keeping;

import dev.sluice.quota.Allowance;
import java.util.Optional;

/**
 * Where a caller stands.
 *
 * @param alias the model alias that the limits are of, empty where they hold for all
 */
public record AliasAllowance(Optional<String> alias, Allowance allowance) {}
