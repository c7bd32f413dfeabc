package dev.sluice.moderation.input;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Vendors as a test scripts them; notes what they were asked. */
final class FakeJudges implements Judges {
  final List<Subject> subjects = new ArrayList<>();
  final List<Passage> asked = new ArrayList<>();
  Function<Passage, Uni<Verdict>> script = passage -> Uni.createFrom().item(Verdict.ALLOW);

  @Override
  public Judge open(Subject subject) {
    subjects.add(subject);
    return passage ->
        Uni.createFrom()
            .deferred(
                () -> {
                  asked.add(passage);
                  return script.apply(passage);
                });
  }
}
