package dev.sluice.journey;

import dev.sluice.journey.replay.Appender;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Writes one generation's answer into its replay log, no faster than the log takes it, and has its
 * text saved at the end. Where the log cannot be written the generation ends: nobody could read it.
 */
final class Recorder {
  private final Journey journey;
  private final Appender log;
  private final OutcomeWords words;
  private final SavedAnswers answers;
  private final AnswerText text = new AnswerText();

  Recorder(Journey journey, Appender log, OutcomeWords words, SavedAnswers answers) {
    this.journey = journey;
    this.log = log;
    this.words = words;
    this.answers = answers;
  }

  /** Records the answer to its end, or why there is none; never fails. */
  Uni<Void> record(Uni<Answer> opening) {
    return opening
        .chain(
            answer -> answer.parts().onItem().call(this::write).collect().last().replaceWithVoid())
        .onFailure()
        .call(failure -> end(ChatJourney.outcome(failure), Optional.empty()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> write(StreamPart part) {
    if (part instanceof StreamPart.Ended ended) {
      return end(ended.outcome(), Optional.of(ended.usage()));
    }
    text.add(part);
    return log.append(part)
        .onFailure()
        .invoke(failure -> journey.stop(new Outcome.Broken(failure)))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> end(Outcome outcome, Optional<Usage> usage) {
    Entry.Ended ended = new Entry.Ended(logged(outcome), usage, journey.clearedTo(0));
    text.end(ended);
    answers.save(journey, text);
    return log.end(ended)
        .onFailure()
        .invoke(
            failure ->
                Log.warnf(
                    "replay log not ended traceId=%s cause=%s",
                    journey.id(), failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }

  private End logged(Outcome outcome) {
    if (outcome instanceof Outcome.Completed) {
      return new End.Completed(journey.tally().finishReason().orElse(FinishReason.STOP));
    }
    if (outcome instanceof Outcome.Cut cut) {
      return new End.CutOff(cut.cut());
    }
    return outcome instanceof Outcome.Cancelled ? new End.Cancelled() : words.failed(outcome);
  }
}
