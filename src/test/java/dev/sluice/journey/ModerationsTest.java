package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import dev.sluice.model.Span;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.quota.Target;
import dev.sluice.quota.keeping.QuotaInstance;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.MemoryLedger;
import dev.sluice.quota.ledger.MemoryUsageRecords;
import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.testing.Configs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModerationsTest {
  private static final Caller CALLER = new Caller("t", "a", "key", Caller.Role.CALLER);
  private static final Entry BAD = entry("w1", "bad", Optional.empty());
  private static final Entry SECRET = entry("w2", "secret", Optional.of(Action.MASK));

  private final List<Subject> subjects = new ArrayList<>();
  private final List<Passage> passages = new ArrayList<>();
  private final MemoryUsageRecords records = new MemoryUsageRecords();
  private final QuotaInstance quota = QuotaInstance.unlimited(new MemoryLedger(), records);
  private Uni<Void> standing = Uni.createFrom().voidItem();
  private Uni<Verdict> vendors = Uni.createFrom().item(Verdict.ALLOW);

  @Test
  void shouldAskLexiconAndVendors_whenSeveralTextsAreGiven() {
    List<Verdict> verdicts = judged("fine", "so bad", "a secret").assertCompleted().getItem();

    assertThat(verdicts.get(0)).isEqualTo(Verdict.ALLOW);
    assertThat(((Verdict.Block) verdicts.get(1)).start()).isEqualTo(OptionalInt.of(3));
    assertThat(((Verdict.Redact) verdicts.get(2)).spans()).containsExactly(new Span(2, 8));
    assertThat(passages)
        .containsExactly(
            new Passage("fine", 0, true),
            new Passage("so bad", 0, true),
            new Passage("a secret", 0, true));
    assertThat(subjects)
        .extracting(Subject::field)
        .containsExactly("input[0]", "input[1]", "input[2]");
  }

  @Test
  void shouldJudgeALongText_onAnotherThreadThanTheCallers() {
    String text = "a".repeat(20_000) + " bad";

    UniAssertSubscriber<List<Verdict>> judging = judged(text).awaitItem();

    assertThat(judging.getItem()).allMatch(Verdict.Block.class::isInstance);
    assertThat(judging.getOnItemThreadName()).isNotEqualTo(Thread.currentThread().getName());
  }

  @Test
  void shouldMaskEveryPlace_whenAWordStandsThereOftenEnough() {
    assertThat(judged("secret ".repeat(20_000)).awaitItem().getItem().get(0))
        .isInstanceOfSatisfying(
            Verdict.Redact.class,
            redact ->
                assertThat(redact.spans())
                    .hasSize(20_000)
                    .contains(new Span(0, 6), new Span(139_993, 139_999)));
  }

  @Test
  void shouldBlock_whenOnlyTheVendorsFindSomething() {
    vendors =
        Uni.createFrom().item(new Verdict.Block(Category.GORE, OptionalInt.empty(), List.of()));

    assertThat(judged("fine").getItem()).allMatch(Verdict.Block.class::isInstance);
  }

  @Test
  void shouldBeUnavailable_whenNobodyJudged() {
    vendors = Uni.createFrom().failure(new NobodyJudged("all down"));

    judged("fine").assertFailedWith(Refusal.Unavailable.class);
    assertThat(records.all()).isEmpty();
  }

  @Test
  void shouldCountOneRequestWithoutTokens_whenTextsAreJudged() {
    judged("fine", "fine too").assertCompleted();

    assertThat(records.all()).hasSize(1);
    UsageRecord usage = records.all().get(0);
    assertThat(usage.amounts()).isEqualTo(new Amounts(1, 0, 0, 0));
    assertThat(usage.levels()).isEqualTo(Levels.of(CALLER, "moderations"));
    assertThat(usage.by()).isEqualTo(new Target("none", "none"));
  }

  @Test
  void shouldJudgeAndCountNothing_whenTheAccountIsSuspended() {
    standing =
        Uni.createFrom().failure(new Refusal.Forbidden("account_suspended", "too much of it"));

    judged("fine").assertFailedWith(Refusal.Forbidden.class);
    assertThat(passages).isEmpty();
    assertThat(records.all()).isEmpty();
  }

  @Test
  void shouldCountTheRequest_whenItsCallerLeaves() {
    vendors = Uni.createFrom().nothing();

    judged("fine").cancel();

    assertThat(records.all()).hasSize(1);
    assertThat(records.all().get(0).outcome()).isEqualTo("Disconnected");
  }

  @Test
  void shouldBeUnavailable_whenNoWordListIsLoaded() {
    Moderations moderations =
        moderations(
            () -> {
              throw new IllegalStateException("no word list is loaded yet");
            });

    moderations
        .judge("modr-1", CALLER, "", List.of("fine"), told -> {})
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertFailedWith(Refusal.Unavailable.class);
  }

  @Test
  void shouldRefuse_whenTheTextsAreTooLongTogether() {
    String half = "x".repeat(100_000);

    judged(half, half, "x").assertFailedWith(Refusal.Invalid.class, "'input' must have at most");
    assertThat(passages).isEmpty();
  }

  private UniAssertSubscriber<List<Verdict>> judged(String... texts) {
    return moderations(Words::new)
        .judge("modr-1", CALLER, "demo", List.of(texts), told -> {})
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private Moderations moderations(dev.sluice.moderation.lexicon.CurrentLexicon lexicon) {
    ModerationConfig config = Configs.of(ModerationConfig.class);
    Judges judges =
        subject -> {
          subjects.add(subject);
          Judge judge =
              passage -> {
                passages.add(passage);
                return vendors;
              };
          return judge;
        };
    Settlement settlement =
        new Settlement(
            new FakeTraces(),
            new FakeFindings(),
            new TokenCount(),
            quota.quotas(),
            Clock.systemUTC(),
            new SimpleMeterRegistry());
    return new Moderations(
        lexicon,
        judges,
        new Policy(config),
        config,
        caller -> standing,
        new RequestCharge(quota.quotas(), settlement));
  }

  private static Entry entry(String id, String word, Optional<Action> action) {
    return new Entry(id, Category.CUSTOM, word, action, Set.of(), List.of(), false);
  }

  /** Finds its two words everywhere in texts that come in one piece. */
  private static final class Words implements Lexicon {
    @Override
    public String version() {
      return "7";
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public Scanner scanner() {
      return new Scanner() {
        @Override
        public int feed(CharSequence piece, Hits hits) {
          for (Entry entry : List.of(BAD, SECRET)) {
            int length = entry.word().length();
            String text = piece.toString();
            for (int at = text.indexOf(entry.word());
                at >= 0;
                at = text.indexOf(entry.word(), at + 1)) {
              hits.hit(entry, at, at + length);
            }
          }
          return piece.length();
        }

        @Override
        public int end(Hits hits) {
          return 0;
        }

        @Override
        public Scanner copy() {
          return scanner();
        }
      };
    }
  }
}
