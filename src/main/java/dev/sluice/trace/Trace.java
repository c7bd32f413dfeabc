package dev.sluice.trace;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The stored record of a generation, as far as its owner may see it.
 *
 * @param outcome the outcome's name, empty while it runs
 * @param finishReason in the words of the OpenAI API
 */
public record Trace(
    String id,
    String tenant,
    String account,
    String alias,
    Optional<String> outcome,
    Optional<String> finishReason,
    OptionalInt inputTokens,
    OptionalInt outputTokens) {

  /** Whose generation it is, as {@code <tenant>/<account>}. */
  public String owner() {
    return tenant + "/" + account;
  }
}
