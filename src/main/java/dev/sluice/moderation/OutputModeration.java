package dev.sluice.moderation;

import dev.sluice.model.Finding;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;
import java.util.function.Consumer;

/** Judges an answer while it streams; lets out what passed, and nothing else. */
public interface OutputModeration {

  /**
   * The moderated answer, by demand, for one subscriber. Fails with {@link CutOff} where a verdict
   * ends it; other failures are the provider's, passed on behind the text that had been cleared.
   *
   * @param findings takes evidence that mattered, on the answer's own thread
   */
  Multi<StreamPart> moderate(Multi<StreamPart> answer, Answered of, Consumer<Finding> findings);

  /**
   * What the answer belongs to.
   *
   * @param prompt what the caller asked last; for vendors that judge answers by it
   * @param account {@code tenant/account}
   */
  record Answered(String generation, String alias, String prompt, String account) {}
}
