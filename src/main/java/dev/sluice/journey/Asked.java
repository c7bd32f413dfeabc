package dev.sluice.journey;

import dev.sluice.model.Caller;
import dev.sluice.model.ChatRequest;

/**
 * A chat that an admitted caller asks for.
 *
 * @param id the generation's id, already promised to the caller in a header
 */
public record Asked(String id, Journey.Kind kind, Caller caller, ChatRequest request) {}
