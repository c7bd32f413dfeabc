package dev.sluice.moderation.window;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Passage;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Windows that a judge is asked about, one at a time. A window closes by its length, at a
 * sentence's end or after a while; the first one early, later ones at sentences' ends only from the
 * first one's length on. What comes while a verdict is awaited becomes the next window, which is
 * asked the moment the verdict is there, if it is due by then. At the text's end a call under way
 * is given up for one that covers the rest as well.
 */
final class JudgedWindows implements Windows {
  private final Owner owner;
  private final Judge judge;
  private final Sizes sizes;
  private final LongSupplier nanoTime;
  private final Executor later;
  private final WindowMetrics metrics;
  private final Sentences sentences = new Sentences();
  private Cancellable call = () -> {};
  private boolean asking;
  private int number;
  private int judged;
  private int asked;
  private int end;
  private int fresh;
  private long since;
  private boolean due;
  private boolean first = true;
  private boolean ended;

  /**
   * @param later runs what a verdict leads to, in its turn
   */
  JudgedWindows(
      Owner owner,
      Judge judge,
      Sizes sizes,
      LongSupplier nanoTime,
      Executor later,
      WindowMetrics metrics) {
    this.owner = owner;
    this.judge = judge;
    this.sizes = sizes;
    this.nanoTime = nanoTime;
    this.later = later;
    this.metrics = metrics;
  }

  @Override
  public void add(String piece) {
    if (end == asked) {
      since = nanoTime.getAsLong();
    }
    end += piece.length();
    fresh += CodePoints.in(piece);
    boolean sentence = sentences.endIn(piece);
    int limit = first ? sizes.firstWindow() : sizes.window();
    due |= fresh >= limit || sentence && (first || fresh >= sizes.firstWindow());
    askIfDue();
  }

  @Override
  public void close() {
    due |= end > asked;
    askIfDue();
  }

  @Override
  public void end() {
    ended = true;
    if (end > asked) {
      giveUp();
      ask();
    }
  }

  @Override
  public void tick(long now) {
    due |= end > asked && now - since >= sizes.maxWait().toNanos();
    askIfDue();
  }

  @Override
  public OptionalLong due() {
    return end > asked && !due
        ? OptionalLong.of(since + sizes.maxWait().toNanos())
        : OptionalLong.empty();
  }

  private void askIfDue() {
    if (due && !asking) {
      ask();
    }
  }

  private void ask() {
    String text = owner.text(judged, end);
    int whole = ended ? text.length() : owner.whole(text);
    due = false;
    since = nanoTime.getAsLong();
    if (whole == 0) {
      return;
    }
    asked = judged + whole;
    fresh = end - asked;
    first = false;
    ask(new Passage(text.substring(0, whole), judged, ended));
  }

  private void ask(Passage passage) {
    asking = true;
    int mine = ++number;
    metrics.asked(passage.text());
    long start = nanoTime.getAsLong();
    call =
        opinion(passage)
            .subscribe()
            .with(
                verdict -> later.execute(() -> answered(mine, start, passage, verdict)),
                failure -> later.execute(() -> failed(mine, passage, failure)));
  }

  private Uni<Verdict> opinion(Passage passage) {
    return Uni.createFrom().deferred(() -> judge.judge(passage));
  }

  private void answered(int which, long start, Passage passage, Verdict verdict) {
    if (which != number) {
      return; // given up meanwhile
    }
    asking = false;
    metrics.answered(nanoTime.getAsLong() - start);
    judged = asked;
    owner.judged(passage, verdict);
    if (which == number) {
      askIfDue();
    }
  }

  private void failed(int which, Passage passage, Throwable failure) {
    if (which == number) {
      asking = false;
      owner.notJudged(passage, failure);
    }
  }

  @Override
  public int judged() {
    return judged;
  }

  @Override
  public boolean pending() {
    return judged < end;
  }

  private void giveUp() {
    number++;
    if (asking) {
      asking = false;
      call.cancel();
    }
    asked = judged;
  }

  @Override
  public void cancel() {
    giveUp();
    end = judged;
    due = false;
    fresh = 0;
  }
}
