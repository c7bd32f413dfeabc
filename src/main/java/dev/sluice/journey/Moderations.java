package dev.sluice.journey;

import dev.sluice.model.Action;
import dev.sluice.model.Caller;
import dev.sluice.model.Direction;
import dev.sluice.model.Evidence;
import dev.sluice.model.Refusal;
import dev.sluice.model.Span;
import dev.sluice.model.Spans;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.GoodStanding;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.lexicon.CurrentLexicon;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.quota.Allowance;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Judges texts by themselves, as inputs, by the lexicon and the vendors. No text is kept; each
 * request counts against its caller's limits.
 */
@ApplicationScoped
public class Moderations {
  /** Texts of one request that are judged at a time. */
  private static final int AT_ONCE = 4;

  /** What usage is counted under. */
  private static final String ALIAS = "moderations";

  private final CurrentLexicon lexicon;
  private final Judges judges;
  private final Policy policy;
  private final ModerationConfig config;
  private final GoodStanding standing;
  private final RequestCharge charge;

  Moderations(
      CurrentLexicon lexicon,
      Judges judges,
      Policy policy,
      ModerationConfig config,
      GoodStanding standing,
      RequestCharge charge) {
    this.lexicon = lexicon;
    this.judges = judges;
    this.policy = policy;
    this.config = config;
    this.standing = standing;
    this.charge = charge;
  }

  /**
   * A verdict for each text. Fails with {@link Refusal.Invalid} where they are too long together,
   * with {@code Forbidden} where the account is suspended, with {@link Refusal.Exhausted} where a
   * limit is reached, and with {@code moderation_unavailable} where a text could not be judged.
   *
   * @param id of this request; no two have the same
   * @param alias whose policy holds; any other name stands for what holds for all
   * @param told how the caller's limits stand
   */
  public Uni<List<Verdict>> judge(
      String id, Caller caller, String alias, List<String> texts, Consumer<Allowance> told) {
    int length = texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).sum();
    int most = config.input().maxChars();
    if (length > most) {
      return Uni.createFrom()
          .failure(
              Refusal.Invalid.parameter(
                  "input", "'input' must have at most " + most + " characters in all."));
    }
    return standing
        .check(caller)
        .chain(
            () -> charge.with(id, caller, ALIAS, told, () -> verdicts(id, caller, alias, texts)));
  }

  private Uni<List<Verdict>> verdicts(String id, Caller caller, String alias, List<String> texts) {
    List<Uni<Verdict>> all =
        IntStream.range(0, texts.size())
            .mapToObj(i -> judge(subject(id, caller, alias, i), texts.get(i)))
            .toList();
    return Uni.join()
        .all(all)
        .usingConcurrencyOf(AT_ONCE)
        .andFailFast()
        .onFailure()
        .transform(Moderations::unavailable);
  }

  private static Subject subject(String id, Caller caller, String alias, int index) {
    return new Subject(id, alias, Direction.INPUT, 0, "input[" + index + "]", "", caller.owner());
  }

  private Uni<Verdict> judge(Subject subject, String text) {
    Uni<Verdict> scan = Uni.createFrom().item(() -> listed(subject.alias(), text));
    return (text.length() > Scanner.LONG_TEXT
            ? scan.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            : scan)
        .chain(here -> judges.open(subject).judge(new Passage(text, 0, true)).map(here::and));
  }

  private Verdict listed(String alias, String text) {
    Lexicon words = lexicon.get();
    Listed found = new Listed(alias, words.version());
    Scanner scanner = words.scanner();
    scanner.feed(text, found);
    scanner.end(found);
    return found.verdict();
  }

  private static Refusal unavailable(Throwable failure) {
    Log.warnf("moderation failed cause=%s", failure.getClass().getName());
    return Refusal.Unavailable.moderation("The text could not be judged at the moment; try again.");
  }

  /** What the word list finds in one text. */
  private final class Listed implements Scanner.Hits {
    private final String alias;
    private final String version;
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Span> masked = new ArrayList<>();
    private Optional<Verdict.Block> block = Optional.empty();

    Listed(String alias, String version) {
      this.alias = alias;
      this.version = version;
    }

    @Override
    public void hit(Entry entry, int start, int end) {
      Action action = policy.ofListed(alias, Direction.INPUT, entry.category(), entry.action());
      if (action == Action.PASS) {
        return;
      }
      evidence.add(entry.evidence(version, action, Duration.ZERO));
      if (action == Action.MASK) {
        masked.add(new Span(start, end));
      } else if (action == Action.BLOCK && block.isEmpty()) {
        block = Optional.of(new Verdict.Block(entry.category(), OptionalInt.of(start), List.of()));
      }
    }

    Verdict verdict() {
      if (block.isPresent()) {
        return new Verdict.Block(block.get().category(), block.get().start(), evidence);
      }
      return masked.isEmpty()
          ? new Verdict.Allow(evidence)
          : new Verdict.Redact(Spans.union(masked, List.of()), evidence);
    }
  }
}
