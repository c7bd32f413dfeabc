package dev.sluice.admission.account;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import java.util.Optional;

/** How far an operator's arm reaches: in the house's own tenant everywhere, else to his own. */
public final class Reach {
  /** The tenant whose operators run the house. */
  public static final String HOUSE = "default";

  private Reach() {}

  public static boolean isOfTheHouse(Caller by) {
    return by.tenant().equals(HOUSE);
  }

  /**
   * The tenant that an operator acts on.
   *
   * @param named the one he asked for; his own where he named none
   */
  public static String tenant(Caller by, Optional<String> named) {
    String tenant = Names.tenant(named.orElse(by.tenant()));
    if (!tenant.equals(by.tenant()) && !isOfTheHouse(by)) {
      throw new Refusal.Forbidden(
          "other_tenant", "Operators may act on their own tenant only: leave 'tenant' out.");
    }
    return tenant;
  }
}
