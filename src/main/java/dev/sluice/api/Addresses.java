package dev.sluice.api;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Nothing is at an address with control characters in it. Ids in addresses go into headers and
 * queries, neither of which takes them.
 */
final class Addresses {

  @ServerRequestFilter(preMatching = true)
  public void refuseControlCharacters(UriInfo uri) {
    if (uri.getPath().chars().anyMatch(Character::isISOControl)) {
      throw new NotFoundException();
    }
  }
}
