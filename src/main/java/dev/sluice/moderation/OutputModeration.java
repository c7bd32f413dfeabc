package dev.sluice.moderation;

import dev.sluice.model.Finding;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;
import java.util.Map;

/** Judges an answer while it streams; lets out what passed, and nothing else. */
public interface OutputModeration {

  /**
   * The moderated answer, by demand, for one subscriber. Fails with {@link CutOff} where a verdict
   * ends it; other failures are the provider's, passed on behind the text that had been cleared.
   *
   * @param witness hears what matters, on the answer's own thread
   */
  Multi<StreamPart> moderate(Multi<StreamPart> answer, Answered of, Witness witness);

  /** Who is told what matters about an answer. */
  @FunctionalInterface
  interface Witness {
    void found(Finding evidence);

    /**
     * The answer was left, or broke, before all that had gone out was judged.
     *
     * @param from by choice, the first code point of its content without a verdict
     */
    default void leftUnjudged(Map<Integer, Integer> from) {}
  }

  /**
   * What the answer belongs to.
   *
   * @param prompt what the caller asked last; for vendors that judge answers by it
   * @param account {@code tenant/account}
   */
  record Answered(String generation, String alias, String prompt, String account) {}
}
