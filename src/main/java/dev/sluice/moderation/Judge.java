package dev.sluice.moderation;

import dev.sluice.model.Verdict;
import io.smallrye.mutiny.Uni;

/**
 * Judges one text, passage by passage, in order. Remembers what a next passage is to be judged
 * with: the text before it and the vendors' sessions. One passage at a time.
 */
public interface Judge {

  /** For where no vendors are configured: the lexicon alone judges. */
  Judge ALLOWS_ALL = passage -> Uni.createFrom().item(Verdict.ALLOW);

  /**
   * Asks at subscription, within the deadline of one window. Positions in the verdict count from
   * the passage's beginning. A passage may begin again at the position of one whose asking was
   * given up, and hold more. Fails with {@link NobodyJudged} where no vendor could judge and text
   * must not pass unjudged; cancelling it gives the asking up. The item may come on any thread.
   */
  Uni<Verdict> judge(Passage passage);
}
