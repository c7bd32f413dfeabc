package dev.sluice.journey;

import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.util.Optional;

/** What is shown of an answer later: its first choice's cleared content, and how it ended. */
public final class AnswerText {
  private final StringBuilder content = new StringBuilder();
  private String status = "queued";
  private Optional<String> finishReason = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Optional<Cut> cut = Optional.empty();

  /** Where its caller stands before it begins; place 0 is the turn itself. */
  public void stand(QueuePosition position) {
    status = position.place() > 0 ? "queued" : "streaming";
  }

  public void add(StreamPart part) {
    status = "streaming";
    if (part instanceof StreamPart.Delta delta
        && delta.choice() == 0
        && delta.field() == Field.CONTENT) {
      content.append(delta.text());
    }
  }

  /** Of an answer that somebody ended, only what was judged is shown later. */
  public void end(Entry.Ended ended) {
    End end = ended.end();
    usage = ended.usage();
    ended.clearedTo().ifPresent(this::retract);
    if (end instanceof End.Completed completed) {
      status = "completed";
      finishReason = Optional.of(completed.finishReason().wireName());
    } else if (end instanceof End.CutOff cutOff) {
      status = "cut";
      finishReason = Optional.of(FinishReason.CONTENT_FILTER.wireName());
      cut = Optional.of(cutOff.cut());
      cutOff.cut().retractFrom(0).ifPresent(this::retract);
    } else {
      status = end instanceof End.Cancelled ? "cancelled" : "failed";
    }
  }

  private void retract(int codePoints) {
    if (content.codePointCount(0, content.length()) > codePoints) {
      content.setLength(content.offsetByCodePoints(0, codePoints));
    }
  }

  /** In the contract's words: {@code queued} until a part came, then {@code streaming}, its end. */
  public String status() {
    return status;
  }

  public String content() {
    return content.toString();
  }

  public Optional<String> finishReason() {
    return finishReason;
  }

  public Optional<Usage> usage() {
    return usage;
  }

  public Optional<Cut> cut() {
    return cut;
  }
}
