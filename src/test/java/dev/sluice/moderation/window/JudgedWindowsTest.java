package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Direction;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What the scenarios cannot reach: a verdict that is on its way when its call is given up. */
class JudgedWindowsTest implements Windows.Owner {
  private final ScriptedJudges judges = new ScriptedJudges();
  private final Queue<Runnable> onTheirWay = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final List<Passage> judged = new ArrayList<>();
  private final JudgedWindows windows =
      new JudgedWindows(
          this,
          judges.open(new Subject("g", "demo", Direction.OUTPUT, 0, "content", "", "t/a")),
          new Sizes(60, 200, Duration.ofMillis(400), 8192, Duration.ofSeconds(4)),
          () -> 0,
          onTheirWay::add,
          new WindowMetrics(new SimpleMeterRegistry()));

  @Override
  public String text(int from, int to) {
    return text.substring(from, to);
  }

  @Override
  public int whole(String text) {
    return text.length();
  }

  @Override
  public void judged(Passage passage, Verdict verdict) {
    judged.add(passage);
  }

  @Override
  public void notJudged(Passage passage, Throwable failure) {
    throw new AssertionError(failure);
  }

  private void add(String piece) {
    text.append(piece);
    windows.add(piece);
  }

  @Test
  void shouldIgnoreAVerdict_whenItsCallWasGivenUpMeanwhile() {
    // given
    add("One. ");
    judges.of("0 content").answer(Verdict.ALLOW);
    add("two");
    // when
    windows.end();
    onTheirWay.remove().run();
    // then
    assertThat(judged).isEmpty();
    assertThat(windows.judged()).isZero();
    assertThat(judges.of("0 content").asked()).contains(new Passage("One. two", 0, true));
    // and the verdict on all of it counts
    judges.of("0 content").answer(Verdict.ALLOW);
    onTheirWay.remove().run();
    assertThat(windows.judged()).isEqualTo(8);
    assertThat(windows.pending()).isFalse();
  }
}
