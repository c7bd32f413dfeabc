package dev.sluice.api.openai;

import dev.sluice.api.AnyText;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * An answer as it leaves a journey: parts of some choices, interleaved, and their end.
 *
 * @param choices how many were asked for
 * @param parts all of them, the last one is the {@code Ended}
 */
record AnyAnswer(int choices, List<StreamPart> parts) {
  private static final int MOST_CHOICES = 4;

  static Arbitrary<AnyAnswer> answers() {
    return Arbitraries.integers()
        .between(1, MOST_CHOICES)
        .flatMap(
            choices ->
                Combinators.combine(parts(choices).list().ofMaxSize(25), outcomes(), usages())
                    .as((parts, outcome, usage) -> of(choices, parts, outcome, usage)));
  }

  /** Holds arbitrary parts to the rules: nothing after a choice's end. */
  private static AnyAnswer of(int choices, List<StreamPart> any, Outcome outcome, Usage usage) {
    List<StreamPart> parts = new ArrayList<>();
    Set<Integer> finished = new HashSet<>();
    for (StreamPart part : any) {
      if (!finished.contains(choice(part))) {
        parts.add(part);
      }
      if (part instanceof StreamPart.Finished end) {
        finished.add(end.choice());
      }
    }
    parts.add(new StreamPart.Ended(outcome, usage));
    return new AnyAnswer(choices, List.copyOf(parts));
  }

  static int choice(StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      return delta.choice();
    }
    if (part instanceof StreamPart.ToolCall call) {
      return call.choice();
    }
    return part instanceof StreamPart.Finished end ? end.choice() : -1;
  }

  private static Arbitrary<StreamPart> parts(int choices) {
    Arbitrary<Integer> choice = Arbitraries.integers().between(0, choices - 1);
    Arbitrary<StreamPart> delta =
        Combinators.combine(choice, Arbitraries.of(Field.class), AnyText.utf16())
            .as(StreamPart.Delta::new);
    Arbitrary<StreamPart> call =
        Combinators.combine(
                choice, Arbitraries.integers().between(0, 2), AnyText.utf16(), AnyText.utf16())
            .as((of, index, name, more) -> new StreamPart.ToolCall(of, index, name, name, more));
    Arbitrary<StreamPart> finish =
        Combinators.combine(choice, Arbitraries.of(FinishReason.class))
            .as(StreamPart.Finished::new);
    Arbitrary<StreamPart> usage =
        Arbitraries.just(new StreamPart.UsageReported(new Usage.Exact(1, 2, 0, 0)));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, delta),
        net.jqwik.api.Tuple.of(3, call),
        net.jqwik.api.Tuple.of(1, finish),
        net.jqwik.api.Tuple.of(1, usage));
  }

  private static Arbitrary<Outcome> outcomes() {
    Arbitrary<Integer> choice = Arbitraries.integers().between(0, MOST_CHOICES - 1);
    Arbitrary<Outcome> cut =
        Combinators.combine(
                choice,
                Arbitraries.maps(choice, Arbitraries.integers().between(0, 40)),
                AnyText.utf16())
            .as(
                (by, from, notice) ->
                    new Outcome.Cut(new Cut("VIOLENCE_TERROR", "output", by, from, notice)));
    ProviderFailure failure =
        new ProviderFailure(ProviderFailure.Kind.INTERRUPTED, "sentence of the provider's");
    return Arbitraries.oneOf(
        Arbitraries.just(new Outcome.Completed()),
        cut,
        Arbitraries.of(
            new Outcome.ProviderFailed(failure),
            new Outcome.Cancelled(),
            new Outcome.Abandoned(),
            new Outcome.Drained(),
            new Outcome.Halted(),
            new Outcome.Broken(new IllegalStateException("a secret of ours"))));
  }

  private static Arbitrary<Usage> usages() {
    Arbitrary<Integer> tokens = Arbitraries.integers().between(0, 1_000_000);
    return Arbitraries.oneOf(
        Combinators.combine(tokens, tokens, tokens, tokens).as(Usage.Exact::new),
        Combinators.combine(tokens, tokens).as(Usage.Estimated::new));
  }

  StreamPart.Ended ended() {
    return (StreamPart.Ended) parts.get(parts.size() - 1);
  }

  boolean cut() {
    return ended().outcome() instanceof Outcome.Cut;
  }

  boolean answered() {
    return cut() || ended().outcome() instanceof Outcome.Completed;
  }

  /** All the text of one field of one choice. */
  String text(int choice, Field field) {
    StringBuilder all = new StringBuilder();
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.Delta delta
          && delta.choice() == choice
          && delta.field() == field) {
        all.append(delta.text());
      }
    }
    return all.toString();
  }

  boolean finishedByProvider(int choice) {
    return parts.stream()
        .anyMatch(part -> part instanceof StreamPart.Finished && choice(part) == choice);
  }
}
