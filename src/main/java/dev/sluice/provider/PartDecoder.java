package dev.sluice.provider;

import dev.sluice.model.StreamPart;
import java.util.function.Consumer;

/**
 * Turns the events of one upstream stream into stream parts. Holds that stream's state, so each
 * stream gets its own; called from one thread at a time. All failures it throws are {@link
 * dev.sluice.model.ProviderFailure}.
 */
public interface PartDecoder {

  /** Decodes one event into no, one or several parts. Unknown kinds of event yield none. */
  void decode(WireEvent event, Consumer<StreamPart> out);

  /** Whether the protocol's own end has come; what follows it on the connection is ignored. */
  boolean done();

  /** Whether all of the answer has come, although its protocol's end has not. */
  default boolean whole() {
    return false;
  }

  /**
   * The upstream closed the stream cleanly. Emits what is still owed, or throws {@code INTERRUPTED}
   * if a choice never finished.
   */
  void end(Consumer<StreamPart> out);
}
