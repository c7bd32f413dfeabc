package dev.sluice.admission;

import java.util.Optional;

/**
 * What somebody at the door shows.
 *
 * @param authorization the header of that name, as it came
 * @param address where he comes from; empty where that is not known
 */
public record Shown(Optional<String> authorization, String address) {
  private static final String SCHEME = "Bearer ";

  /** The credential's text, where there is one. */
  Optional<String> credential() {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "Shown[" + address + "]";
  }
}
