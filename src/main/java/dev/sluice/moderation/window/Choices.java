package dev.sluice.moderation.window;

import dev.sluice.model.StreamPart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All that was received of an answer and is not released: its choices, and the provider's count of
 * usage, which waits until no text is held, since it counts that as well.
 */
final class Choices {
  private final Map<Integer, Choice> byIndex = new TreeMap<>();
  private final Answering answering;
  private Optional<StreamPart> usage = Optional.empty();

  Choices(Answering answering) {
    this.answering = answering;
  }

  void take(StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      choice(delta.choice()).take(delta);
    } else if (part instanceof StreamPart.ToolCall call) {
      choice(call.choice()).take(call);
    } else if (part instanceof StreamPart.Finished finished) {
      choice(finished.choice()).finish(finished);
    } else {
      usage = Optional.of(part);
    }
  }

  private Choice choice(int index) {
    return byIndex.computeIfAbsent(index, it -> new Choice(answering, it));
  }

  /** Nothing more comes; choices that the provider left unfinished end as they are. */
  void end() {
    byIndex.values().forEach(Choice::end);
  }

  /** The next part that may go out. */
  Optional<StreamPart> next() {
    boolean holdsNothing = true;
    for (Choice choice : byIndex.values()) {
      Optional<StreamPart> out = choice.next();
      if (out.isPresent()) {
        return out;
      }
      holdsNothing &= choice.holdsNothing();
    }
    return holdsNothing ? takeUsage() : Optional.empty();
  }

  private Optional<StreamPart> takeUsage() {
    Optional<StreamPart> out = usage;
    usage = Optional.empty();
    return out;
  }

  /** Whether nothing is left to be judged or released. */
  boolean done() {
    return usage.isEmpty() && byIndex.values().stream().allMatch(Choice::done);
  }

  /** Text kept back, in code points. */
  int held() {
    int sum = 0;
    for (Choice choice : byIndex.values()) {
      for (Strand strand : choice.strands()) {
        sum += strand.held();
      }
    }
    return sum;
  }

  /** Whether more may come: never while too much is held that a verdict will set free. */
  boolean hasRoom() {
    return held() < answering.rules().sizes().maxHeld()
        || byIndex.values().stream().allMatch(Choice::settled);
  }

  /** From where shown text has to be hidden, as things stand; none where nowhere. */
  Map<Integer, Integer> retractions() {
    Map<Integer, Integer> retractions = new HashMap<>();
    byIndex.forEach(
        (index, choice) -> choice.retraction().ifPresent(from -> retractions.put(index, from)));
    return retractions;
  }

  void tick(long now) {
    forEachWindow(windows -> windows.tick(now));
  }

  /** When {@link #tick} is wanted. */
  OptionalLong due() {
    long first = Long.MAX_VALUE;
    for (Choice choice : byIndex.values()) {
      for (Strand strand : choice.strands()) {
        first = Math.min(first, strand.windows().due().orElse(Long.MAX_VALUE));
      }
    }
    return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /** Gives up all asking. */
  void cancel() {
    forEachWindow(Windows::cancel);
  }

  private void forEachWindow(Consumer<Windows> action) {
    byIndex.values().forEach(choice -> choice.strands().forEach(it -> action.accept(it.windows())));
  }
}
