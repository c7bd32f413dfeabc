package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journey.replay.Appender;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.model.Caller;
import dev.sluice.model.Field;
import dev.sluice.model.Outcome;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.storage.NoStorage;
import dev.sluice.storage.SavedText;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is kept of an answer that somebody ended. */
class RecorderTest implements Appender {
  private static final StreamPart SHOWN = new StreamPart.Delta(0, Field.CONTENT, "judged, not");

  private final List<Entry.Ended> ends = new ArrayList<>();
  private final List<SavedText> saved = new ArrayList<>();
  private final Journey journey = SampleJourney.fresh();

  @Override
  public Uni<Void> append(StreamPart part) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public void queued(QueuePosition position) {}

  @Override
  public Uni<Void> end(Entry.Ended ended) {
    ends.add(ended);
    return Uni.createFrom().voidItem();
  }

  private void record() {
    SavedAnswers answers =
        new SavedAnswers(
            new NoStorage() {
              @Override
              public Uni<Void> save(Caller caller, SavedText text) {
                saved.add(text);
                return Uni.createFrom().voidItem();
              }
            },
            Clock.systemUTC());
    Answer answer =
        new Answer(
            journey.id(),
            "alias",
            1,
            Multi.createFrom()
                .items(
                    SHOWN,
                    new StreamPart.Ended(new Outcome.Cancelled(), new Usage.Estimated(1, 1))));
    new Recorder(journey, this, outcome -> new End.Failed("c", "m", "t"), answers)
        .record(Uni.createFrom().item(answer))
        .await()
        .indefinitely();
  }

  @Test
  void shouldKeepWhatWasShown_whenItWasJudged() {
    record();

    assertThat(saved.get(0).text()).isEqualTo("judged, not");
    assertThat(ends.get(0).clearedTo()).isEmpty();
  }

  @Test
  void shouldKeepOnlyWhatWasJudged_whenMoreWasShown() {
    journey.leftUnjudged(Map.of(0, 6));

    record();

    assertThat(saved.get(0).text()).isEqualTo("judged");
    assertThat(ends.get(0).clearedTo()).isEqualTo(OptionalInt.of(6));
  }
}
