package dev.sluice.admission.oidc;

import dev.sluice.admission.identity.Person;
import dev.sluice.model.Caller;
import java.util.Optional;

/**
 * Who a verified access token says its caller is.
 *
 * @param person whom the provider verified behind the account; empty where it says nothing of that
 */
public record Claimed(String tenant, String account, Caller.Role role, Optional<Person> person) {

  /** Whose person the provider says nothing of. */
  public Claimed(String tenant, String account, Caller.Role role) {
    this(tenant, account, role, Optional.empty());
  }
}
