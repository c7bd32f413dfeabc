package dev.sluice.admission.identity;

import java.util.Optional;

/**
 * An identity with its seals open, for one answer to somebody who may read it. Prints itself
 * masked.
 */
public record Clear(Identity identity, String value, Optional<String> name) {
  @Override
  public String toString() {
    return identity.toString();
  }
}
