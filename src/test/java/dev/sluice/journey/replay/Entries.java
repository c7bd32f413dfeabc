package dev.sluice.journey.replay;

import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.time.Duration;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Entries of every kind, with the texts that break codecs. */
final class Entries {

  static Arbitrary<Entry> all() {
    return Arbitraries.oneOf(opened(), queued(), parts().map(Entry.Part::new), ended());
  }

  static Arbitrary<StreamPart> parts() {
    return Arbitraries.oneOf(
        Combinators.combine(count(), Arbitraries.of(Field.values()), text())
            .as(StreamPart.Delta::new),
        Combinators.combine(count(), count(), text(), text(), text()).as(StreamPart.ToolCall::new),
        Combinators.combine(count(), Arbitraries.of(FinishReason.values()))
            .as(StreamPart.Finished::new),
        exact().map(StreamPart.UsageReported::new));
  }

  static Arbitrary<Entry.Ended> ended() {
    Arbitrary<Usage> usage =
        Arbitraries.oneOf(
            exact().map(counts -> counts),
            Combinators.combine(count(), count()).as(Usage.Estimated::new));
    Arbitrary<OptionalInt> clearedTo =
        Arbitraries.integers()
            .between(-1, 9)
            .map(to -> to < 0 ? OptionalInt.empty() : OptionalInt.of(to));
    return Combinators.combine(end(), usage.optional(), clearedTo).as(Entry.Ended::new);
  }

  private static Arbitrary<Entry> opened() {
    return Combinators.combine(text(), Arbitraries.longs()).as(Entry.Opened::new);
  }

  private static Arbitrary<Entry> queued() {
    return Combinators.combine(count(), count())
        .as(
            (place, millis) ->
                new Entry.Queued(new QueuePosition(place, Duration.ofMillis(millis))));
  }

  private static Arbitrary<End> end() {
    return Arbitraries.oneOf(
        Arbitraries.of(new End.Completed(FinishReason.STOP), new End.Cancelled()),
        Combinators.combine(text(), text(), text()).as(End.Failed::new),
        Combinators.combine(
                Arbitraries.of("GORE", "OTHER"),
                Arbitraries.of("input", "output"),
                count(),
                Arbitraries.maps(count(), count()).ofMaxSize(8),
                text())
            .as(Cut::new)
            .map(End.CutOff::new));
  }

  private static Arbitrary<Usage.Exact> exact() {
    return Combinators.combine(count(), count(), count(), count()).as(Usage.Exact::new);
  }

  private static Arbitrary<Integer> count() {
    return Arbitraries.integers().greaterOrEqual(0);
  }

  /** Any UTF-16 at all, halves of surrogate pairs included, and some well-formed emoji. */
  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(40),
        Arbitraries.strings().withCharRange('\ud7f0', '\ue010').ofMaxLength(8),
        Arbitraries.of("", "\"\\\n\u0000", "你好，世界", "👩‍👩‍👧 \ud83d", "\udc00x", "\r\n\u2028"));
  }

  private Entries() {}
}
