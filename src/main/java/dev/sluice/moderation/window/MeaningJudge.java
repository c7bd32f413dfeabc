package dev.sluice.moderation.window;

import dev.sluice.model.Span;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Unescaped;
import io.smallrye.mutiny.Uni;
import java.util.OptionalInt;

/**
 * Has passages of JSON judged for what they say: a vendor would take a word written in escapes for
 * a row of digits. Passages must not end within an escape; places in verdicts are those of the
 * JSON.
 */
final class MeaningJudge implements Judge {
  private final Judge judge;
  private int begin;
  private int beginRead;
  private int lengthRead;

  MeaningJudge(Judge judge) {
    this.judge = judge;
  }

  @Override
  public Uni<Verdict> judge(Passage passage) {
    if (passage.position() > begin) { // else it begins again where one was given up
      begin = passage.position();
      beginRead += lengthRead;
    }
    Unescaped read = Unescaped.of(passage.text());
    lengthRead = read.text().length();
    return judge
        .judge(new Passage(read.text(), beginRead, passage.last()))
        .map(verdict -> inJson(verdict, read));
  }

  private static Verdict inJson(Verdict verdict, Unescaped read) {
    if (verdict instanceof Verdict.Redact redact) {
      return new Verdict.Redact(
          redact.spans().stream().map(span -> inJson(span, read)).toList(), redact.evidence());
    }
    return verdict instanceof Verdict.Block block
        ? new Verdict.Block(block.category(), inJson(block.start(), read), block.evidence())
        : verdict;
  }

  private static Span inJson(Span span, Unescaped read) {
    return new Span(inJson(span.start(), read), inJson(span.end(), read));
  }

  /** What is negative lies before the passage. */
  private static OptionalInt inJson(OptionalInt start, Unescaped read) {
    return start.isPresent() ? OptionalInt.of(inJson(start.getAsInt(), read)) : start;
  }

  private static int inJson(int position, Unescaped read) {
    return position < 0 ? position : read.place(Math.min(position, read.text().length()));
  }
}
