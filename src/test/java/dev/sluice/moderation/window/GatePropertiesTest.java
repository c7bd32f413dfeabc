package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.CutOff;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Arrivals, verdicts, time, demand and cancellation in any order: nothing unjudged is released, the
 * order is kept, never more than demanded, one end, and nothing left behind.
 */
class GatePropertiesTest {
  private static final String WORD = "bad";
  private static final int MAX_HELD = 12;
  private static final int LONGEST = 6;

  /** What can happen. */
  enum Kind {
    SEND,
    SEND_CALL,
    FINISH,
    COMPLETE,
    ALLOW,
    ALLOW_OTHER,
    BLOCK,
    NOBODY,
    TIME,
    DEMAND,
    LEAVE
  }

  record Act(Kind kind, int choice, int field, String text, int number) {}

  @Provide
  Arbitrary<List<Act>> acts() {
    return act().list().ofMinSize(5).ofMaxSize(60);
  }

  private static Arbitrary<Act> act() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of(Kind.SEND)),
            Tuple.of(2, Arbitraries.of(Kind.SEND_CALL)),
            Tuple.of(6, Arbitraries.of(Kind.ALLOW, Kind.ALLOW_OTHER)),
            Tuple.of(8, Arbitraries.of(Kind.DEMAND, Kind.TIME)),
            Tuple.of(2, Arbitraries.of(Kind.FINISH, Kind.BLOCK)),
            Tuple.of(1, Arbitraries.of(Kind.COMPLETE, Kind.NOBODY, Kind.LEAVE)));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 1),
            Arbitraries.strings()
                .withChars("bad. x")
                .ofMaxLength(LONGEST - 2)
                .map(GatePropertiesTest::emoji),
            Arbitraries.integers().between(1, 5))
        .as(Act::new);
  }

  private static String emoji(String text) {
    return text.endsWith("x") ? text + "😀" : text;
  }

  @Property(tries = 1000)
  void shouldReleaseWhatWasJudgedAndNothingElse_whateverHappens(@ForAll("acts") List<Act> acts) {
    Play play = new Play("hold");
    acts.forEach(play::act);
    play.conclude();
  }

  @Property(tries = 500)
  void shouldReleaseNothingListedAndTakeBackTheUnjudged_whenTextStreamsFirst(
      @ForAll("acts") List<Act> acts) {
    Play play = new Play("stream-first");
    acts.forEach(play::act);
    play.conclude();
  }

  /** One answer, and what must hold of it at every moment. */
  private static final class Play {
    private final boolean hold;
    private final Bench bench = new Bench();
    private final Map<String, Integer> allowed = new HashMap<>();
    private final Set<Integer> finished = new HashSet<>();
    private final AssertSubscriber<StreamPart> reader;
    private final List<StreamPart> sent = new ArrayList<>();
    private long demanded;
    private boolean completed;
    private boolean left;
    private int itemsAtEnd = -1;

    Play(String release) {
      hold = release.equals("hold");
      bench
          .set("output.release", release)
          .set("output.first-window", "3")
          .set("output.window", "6")
          .set("output.overlap", "2")
          .set("output.deadline", "1h")
          .set("output.max-held", "" + MAX_HELD)
          .list(Category.CONTRABAND, WORD, Action.BLOCK);
      reader = bench.read(0);
    }

    void act(Act act) {
      switch (act.kind()) {
        case SEND -> send(delta(act), act.choice());
        case SEND_CALL ->
            send(new StreamPart.ToolCall(act.choice(), 0, "", "", act.text()), act.choice());
        case FINISH -> finish(act.choice());
        case COMPLETE -> complete();
        case ALLOW, ALLOW_OTHER -> answer(act.number(), Verdict.ALLOW);
        case BLOCK ->
            answer(act.number(), new Verdict.Block(Category.GORE, OptionalInt.empty(), List.of()));
        case NOBODY -> fail(act.number());
        case TIME -> bench.time.advance(Duration.ofMillis(150L * act.number()));
        case DEMAND -> demand(act.number());
        case LEAVE -> leave();
        default -> throw new AssertionError();
      }
      check();
    }

    private static StreamPart delta(Act act) {
      Field field = act.field() == 0 ? Field.CONTENT : Field.REASONING;
      return new StreamPart.Delta(act.choice(), field, act.text());
    }

    private void send(StreamPart part, int choice) {
      if (!completed && !finished.contains(choice)) {
        sent.add(part);
        bench.provider.send(part);
      }
    }

    private void finish(int choice) {
      if (!completed && finished.add(choice)) {
        bench.provider.send(new StreamPart.Finished(choice, FinishReason.STOP));
      }
    }

    private void complete() {
      if (!completed) {
        completed = true;
        bench.provider.complete();
      }
    }

    private void demand(int more) {
      demanded += more;
      reader.request(more);
    }

    private void leave() {
      left = true;
      reader.cancel();
    }

    private List<ScriptedJudges.Scripted> asked() {
      return bench.judges.all().stream().filter(it -> it.asked().isPresent()).toList();
    }

    private void answer(int which, Verdict verdict) {
      if (!asked().isEmpty()) {
        ScriptedJudges.Scripted judge = asked().get(which % asked().size());
        if (verdict instanceof Verdict.Allow) {
          Passage passage = judge.asked().orElseThrow();
          allowed.merge(
              judge.subject().choice() + " " + judge.subject().field(),
              passage.position() + passage.text().length(),
              Math::max);
        }
        judge.answer(verdict);
      }
    }

    private void fail(int which) {
      if (!asked().isEmpty()) {
        asked().get(which % asked().size()).fail(new NobodyJudged("down"));
      }
    }

    private boolean over() {
      return left || reader.hasCompleted() || reader.getFailure() != null;
    }

    private void check() {
      assertThat(reader.getItems().size()).isLessThanOrEqualTo((int) Math.min(demanded, 1 << 30));
      Map<String, String> wholes = Texts.of(sent);
      Texts.of(reader.getItems()).forEach((key, out) -> released(key, out, wholes.get(key)));
      if (over()) {
        ended();
      } else {
        assertThat(held()).isLessThanOrEqualTo(MAX_HELD + LONGEST + 6 * WORD.length());
      }
    }

    private void released(String key, String out, String whole) {
      assertThat(whole).startsWith(out);
      assertThat(out).doesNotContain(WORD);
      if (hold) {
        assertThat(out.length()).isLessThanOrEqualTo(allowed.getOrDefault(key, 0));
      }
    }

    private int held() {
      return length(bench.provider.delivered()) - length(reader.getItems());
    }

    private static int length(List<StreamPart> parts) {
      return Texts.of(parts).values().stream().mapToInt(String::length).sum();
    }

    private void ended() {
      if (itemsAtEnd < 0) {
        itemsAtEnd = reader.getItems().size();
      }
      assertThat(reader.getItems()).hasSize(itemsAtEnd);
      assertThat(bench.judges.inFlight()).isZero();
      assertThat(bench.time.waiting()).isZero();
      assertThat(bench.provider.over()).isTrue();
      assertThat(reader.hasCompleted() && reader.getFailure() != null).isFalse();
      if (!hold && reader.getFailure() instanceof CutOff cutOff) {
        Texts.of(reader.getItems()).forEach((key, out) -> tookBack(cutOff.cut(), key, out));
      }
    }

    private void tookBack(Cut cut, String key, String out) {
      int judged = allowed.getOrDefault(key, 0);
      if (out.length() > judged) {
        int choice = Integer.parseInt(key.substring(0, key.indexOf(' ')));
        int most = key.endsWith(" content") ? out.codePointCount(0, judged) : 0;
        assertThat(cut.retractFrom(choice).orElseThrow()).isLessThanOrEqualTo(most);
        assertThat(reader.getItems()).noneMatch(part -> finishes(part, choice));
      }
    }

    private static boolean finishes(StreamPart part, int choice) {
      return part instanceof StreamPart.Finished end && end.choice() == choice;
    }

    /** Everybody allows, everything is asked for: then the answer ends, and whole unless cut. */
    void conclude() {
      complete();
      demand(1000);
      for (int i = 0; i < 200 && !over(); i++) {
        bench.time.advance(Duration.ofMillis(400)); // a full gate waits for its windows to close
        answer(0, Verdict.ALLOW);
        check();
      }
      assertThat(over()).isTrue();
      if (reader.hasCompleted()) {
        assertThat(withoutEmpty(Texts.of(reader.getItems())))
            .isEqualTo(withoutEmpty(Texts.of(sent)));
      } else if (!left) {
        assertThat(reader.getFailure()).isInstanceOf(CutOff.class);
      }
    }

    private static Map<String, String> withoutEmpty(Map<String, String> texts) {
      Map<String, String> some = new HashMap<>(texts);
      some.values().removeIf(String::isEmpty);
      return some;
    }
  }
}
