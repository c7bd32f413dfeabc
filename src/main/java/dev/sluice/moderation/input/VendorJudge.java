package dev.sluice.moderation.input;

import dev.sluice.model.Direction;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.InputModeration.Received;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.OnExhausted;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Has vendors judge what of a request they have not passed yet, all parts within one deadline. */
@ApplicationScoped
class VendorJudge {
  private static final int AT_ONCE = 8;

  private final Judges judges;
  private final Duration deadline;
  private final OnExhausted onExhausted;
  private final InputMetrics metrics;
  private final PassedTexts passed;
  private final ScheduledExecutorService timers;
  private final LongSupplier nanos;

  @Inject
  VendorJudge(Judges judges, ModerationConfig config, InputMetrics metrics, Clock clock) {
    this(judges, config, metrics, clock, Infrastructure.getDefaultWorkerPool(), System::nanoTime);
  }

  VendorJudge(
      Judges judges,
      ModerationConfig config,
      InputMetrics metrics,
      Clock clock,
      ScheduledExecutorService timers,
      LongSupplier nanos) {
    this.judges = judges;
    this.deadline = config.input().deadline();
    this.onExhausted = config.onExhausted();
    this.metrics = metrics;
    this.passed = new PassedTexts(clock);
    this.timers = timers;
    this.nanos = nanos;
  }

  /**
   * Verdicts on all parts, or on the one that is blocked; empty where nobody judged and text must
   * not pass unjudged. Never fails.
   */
  Uni<Optional<List<JudgedPart>>> judge(Received from, String alias, List<InputText> texts) {
    return Uni.createFrom()
        .deferred(() -> asked(from, alias, unknown(alias, texts)))
        .map(Optional::of)
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private List<InputText> unknown(String alias, List<InputText> texts) {
    return texts.stream().filter(text -> !passed.has(alias, text.text())).toList();
  }

  private Uni<List<JudgedPart>> asked(Received from, String alias, List<InputText> texts) {
    return parts(from, alias, texts)
        .invoke(
            judged -> {
              if (judged.stream().allMatch(JudgedPart::isClean)) {
                texts.forEach(text -> passed.add(alias, text.text()));
              }
            });
  }

  private Uni<List<JudgedPart>> parts(Received from, String alias, List<InputText> texts) {
    List<JoinedText> parts = VendorParts.of(texts);
    Map<JoinedText, JudgedPart> soFar = new ConcurrentHashMap<>();
    Uni<List<JudgedPart>> judged =
        Multi.createFrom()
            .iterable(IntStream.range(0, parts.size()).boxed().toList())
            .onItem()
            .transformToUni(i -> judge(subject(from, alias, i), parts.get(i)))
            .merge(AT_ONCE)
            .invoke(part -> soFar.put(part.part(), part))
            .collect()
            .asList()
            .onFailure(Blocked.class)
            .recoverWithItem(blocked -> List.of(((Blocked) blocked).part));
    return parts.isEmpty() ? judged : inTime(judged, parts, soFar);
  }

  /** What was judged in time counts, even where the rest goes on unjudged. */
  private Uni<List<JudgedPart>> inTime(
      Uni<List<JudgedPart>> judged, List<JoinedText> parts, Map<JoinedText, JudgedPart> soFar) {
    return onExhausted == OnExhausted.BLOCK
        ? judged.ifNoItem().after(deadline).on(timers).fail()
        : judged
            .ifNoItem()
            .after(deadline)
            .on(timers)
            .recoverWithItem(() -> completed(parts, soFar));
  }

  private List<JudgedPart> completed(List<JoinedText> parts, Map<JoinedText, JudgedPart> soFar) {
    List<JudgedPart> all =
        parts.stream().map(part -> soFar.getOrDefault(part, unjudged(part))).toList();
    metrics.letPass(parts.size() - soFar.size());
    return all;
  }

  private JudgedPart unjudged(JoinedText part) {
    return new JudgedPart(part, new Verdict.Unjudged(), deadline);
  }

  /** Each part is a text of its own to the vendors, since they are judged at the same time. */
  private static Subject subject(Received from, String alias, int part) {
    return new Subject(
        from.generation(),
        alias,
        Direction.INPUT,
        0,
        "input[" + part + "]",
        "",
        from.caller().owner());
  }

  private Uni<JudgedPart> judge(Subject subject, JoinedText part) {
    long begin = nanos.getAsLong();
    return judges
        .open(subject)
        .judge(new Passage(part.text(), 0, true))
        .map(it -> new JudgedPart(part, it, Duration.ofNanos(nanos.getAsLong() - begin)))
        .invoke(VendorJudge::stopIfBlocked);
  }

  private static void stopIfBlocked(JudgedPart judged) {
    if (judged.verdict() instanceof Verdict.Block) {
      throw new Blocked(judged);
    }
  }

  /** Ends the asking about the other parts. */
  private static final class Blocked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient JudgedPart part;

    private Blocked(JudgedPart part) {
      super(null, null, false, false);
      this.part = part;
    }
  }
}
