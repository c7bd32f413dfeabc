package dev.sluice.journey;

import dev.sluice.model.Caller;
import dev.sluice.model.ChatRequest;
import dev.sluice.quota.Allowance;
import java.util.function.Consumer;

/**
 * A chat that an admitted caller asks for.
 *
 * @param id the generation's id, already promised to the caller in a header
 * @param told hears how the caller's limits stand, once, before there is an answer or a refusal
 */
public record Asked(
    String id, Journey.Kind kind, Caller caller, ChatRequest request, Consumer<Allowance> told) {

  /** By one who does not want to hear of limits. */
  public Asked(String id, Journey.Kind kind, Caller caller, ChatRequest request) {
    this(id, kind, caller, request, ignored -> {});
  }
}
