package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Field;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowMetricsTest {
  private final Bench bench = new Bench();

  @Test
  void shouldCountWindowsHeldTextAndCuts_whenAnAnswerIsJudged() {
    // given
    bench.read(Long.MAX_VALUE);
    // when
    bench.provider.send(new StreamPart.Delta(0, Field.CONTENT, "😀 One. "));
    double held = gauge();
    bench.time.advance(Duration.ofMillis(120));
    bench.judges.of("0 content").answer(Verdict.ALLOW);
    double cleared = gauge();
    bench.provider.send(new StreamPart.Delta(0, Field.CONTENT, "Two"));
    bench.time.advance(Duration.ofMillis(400));
    bench
        .judges
        .of("0 content")
        .answer(new Verdict.Block(Category.GORE, OptionalInt.empty(), List.of()));
    // then
    assertThat(held).isEqualTo(7);
    assertThat(cleared).isZero();
    assertThat(gauge()).isZero();
    assertThat(bench.metrics.get("sluice.moderation.window.size").summary().totalAmount())
        .isEqualTo(10);
    assertThat(
            bench
                .metrics
                .get("sluice.moderation.window.latency")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(120);
    assertThat(
            bench
                .metrics
                .get("sluice.cuts")
                .tags("category", "GORE", "stage", "output")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void shouldCountListedWords_whenTheyAreFound() {
    // given
    bench.list(Category.VALUES, "hm", Action.REVIEW).read(Long.MAX_VALUE);
    // when
    bench.provider.send(new StreamPart.Delta(0, Field.CONTENT, "hm and hm. "));
    // then: once for each text
    assertThat(
            bench
                .metrics
                .get("sluice.moderation.verdicts")
                .tags("vendor", "lexicon", "category", "VALUES", "action", "review")
                .counter()
                .count())
        .isEqualTo(1);
  }

  private double gauge() {
    return bench.metrics.get("sluice.moderation.held").gauge().value();
  }
}
