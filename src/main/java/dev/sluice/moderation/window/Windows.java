package dev.sluice.moderation.window;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Passage;
import java.util.OptionalLong;

/** The passages of one text that vendors judge. Positions in UTF-16 units of the whole text. */
sealed interface Windows permits NoWindows, JudgedWindows {

  /** The text that is judged, and what comes of it. */
  interface Owner {
    String text(int from, int to);

    /** How much of a text that goes on can be judged: it ends within no character. */
    int whole(String text);

    void judged(Passage passage, Verdict verdict);

    void notJudged(Passage passage, Throwable failure);
  }

  /** Takes the next piece, which the owner has by now. */
  void add(String piece);

  /** What has come so far belongs together; it is judged without waiting for more. */
  void close();

  /** The text is over. */
  void end();

  /** Time has passed; it is {@code now} on the clock of nanoseconds. */
  void tick(long now);

  /** When {@link #tick} is wanted. */
  OptionalLong due();

  /** Everything before it has a verdict. */
  int judged();

  /** Whether a verdict is still to come for something. */
  boolean pending();

  /** Gives up what is being asked; nothing is asked or told any more. */
  void cancel();
}
