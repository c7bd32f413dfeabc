package dev.sluice.moderation.window;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Waits for a judge that long and no longer. A judge has a deadline of its own; one that does not
 * keep it must not leave an answer hanging, nor let it pass.
 */
record PatientJudge(Judge judge, Duration patience, Supplier<ScheduledExecutorService> timers)
    implements Judge {

  @Override
  public Uni<Verdict> judge(Passage passage) {
    return judge
        .judge(passage)
        .ifNoItem()
        .after(patience)
        .on(timers.get())
        .failWith(() -> new NobodyJudged("no verdict within " + patience.toMillis() + " ms"));
  }
}
