package dev.sluice.model;

/**
 * One typed piece of a streamed answer, whatever protocol it came in. Choices interleave freely;
 * within a choice the order is the provider's. Texts are never null; {@code choice} counts from 0.
 */
public sealed interface StreamPart {

  /** More text of one field of one choice. */
  record Delta(int choice, Field field, String text) implements StreamPart {}

  /**
   * A fragment of a tool call. The first fragment of a call carries its id and name, later ones
   * leave both empty and continue the arguments (a piece of JSON text).
   *
   * @param index which call of the choice, from 0
   */
  record ToolCall(int choice, int index, String id, String name, String arguments)
      implements StreamPart {}

  /** The choice ended; nothing more of it follows. */
  record Finished(int choice, FinishReason reason) implements StreamPart {}

  /** The provider's own count; the last one of a stream holds. */
  record UsageReported(Usage.Exact usage) implements StreamPart {}

  /**
   * The explicit last part of every answer that leaves the journey; providers never send it.
   * Nothing follows, and a stream that ends without one was torn.
   *
   * @param usage what the journey took up to here
   */
  record Ended(Outcome outcome, Usage usage) implements StreamPart {}
}
