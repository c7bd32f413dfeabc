package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Cut;
import dev.sluice.model.Evidence;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Span;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.CutOff;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays one scenario, a line a step. {@code src/test/resources/window/README.md} lists the words.
 */
final class WindowScenario {
  private static final Pattern WORD = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|\\S+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Bench bench = new Bench();
  private AssertSubscriber<StreamPart> reader;
  private int seen;
  private int findingsSeen;
  private long demand = Long.MAX_VALUE;

  void play(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          step(words(line));
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("line " + (i + 1) + ": " + line + "\n" + e.getMessage(), e);
        }
      }
    }
    assertThat(nothingForgotten()).isTrue();
  }

  /** However it went: once it is over nothing is left behind, and no part was left out of sight. */
  private boolean nothingForgotten() {
    assertThat(reader.getItems()).hasSize(seen);
    if (reader.hasCompleted() || reader.getFailure() != null) {
      assertThat(bench.judges.inFlight()).isZero();
      assertThat(bench.time.waiting()).isZero();
    }
    return true;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(line); word.find(); ) {
      words.add(word.group().startsWith("\"") ? unquoted(word.group()) : word.group());
    }
    return words;
  }

  private static String unquoted(String word) {
    try {
      return JSON.readValue(word, String.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void step(List<String> words) {
    String verb = words.get(0);
    List<String> rest = words.subList(1, words.size());
    if (!setting(verb, rest)) {
      if (reader == null) {
        reader = bench.read(demand);
      }
      if (!event(verb, rest) && !expectation(verb, rest)) {
        throw new IllegalArgumentException("no such step");
      }
    }
  }

  private boolean setting(String verb, List<String> is) {
    switch (verb) {
      case "set" -> bench.set(is.get(0), is.get(1));
      case "word" -> bench.list(category(is.get(0)), is.get(1), action(is.get(2)));
      case "no-vendors" -> bench.withoutVendors();
      case "first-demand" -> demand = Long.parseLong(is.get(0));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean event(String verb, List<String> is) {
    switch (verb) {
      case "in" -> bench.provider.send(part(is));
      case "complete" -> bench.provider.complete();
      case "break" ->
          bench.provider.fail(new ProviderFailure(ProviderFailure.Kind.INTERRUPTED, "broke"));
      case "time" -> bench.time.advance(Duration.ofMillis(number(is.get(0))));
      case "demand" -> reader.request(number(is.get(0)));
      case "leave" -> reader.cancel();
      case "verdict" ->
          answer(bench.judges.of(is.get(0) + " " + is.get(1)), is.subList(2, is.size()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean expectation(String verb, List<String> is) {
    switch (verb) {
      case "out" -> assertThat(next()).isEqualTo(part(is));
      case "nothing" -> assertThat(reader.getItems()).hasSize(seen);
      case "asked" -> assertThat(asked(is)).contains(passage(is));
      case "not-asked" -> assertThat(asked(is)).isEmpty();
      case "calls" -> assertThat(judge(is).passages()).hasSize(number(is.get(2)));
      case "given-up" -> assertThat(judge(is).givenUp()).isEqualTo(number(is.get(2)));
      case "no-calls" -> assertThat(bench.judges.inFlight()).isZero();
      case "no-timer" -> assertThat(bench.time.waiting()).isZero();
      case "wanted" -> assertThat(bench.provider.asked()).isPositive();
      case "paused" -> assertThat(bench.provider.asked()).isZero();
      case "reset" -> assertThat(bench.provider.cancelled()).isEqualTo(1);
      case "not-reset" -> assertThat(bench.provider.cancelled()).isZero();
      case "completed" -> reader.assertCompleted();
      case "failed" -> reader.assertFailedWith(ProviderFailure.class, "broke");
      case "open" -> reader.assertNotTerminated();
      case "cut" -> assertThat(cut()).isEqualTo(String.join(" ", is));
      case "finding" -> assertThat(finding()).isEqualTo(String.join(" ", is));
      case "left-unjudged" ->
          assertThat(bench.unjudged)
              .hasToString("{" + String.join(", ", is).replace(':', '=') + "}");
      case "no-finding" -> assertThat(bench.findings).hasSize(findingsSeen);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static StreamPart part(List<String> is) {
    if (is.get(0).equals("usage")) {
      return new StreamPart.UsageReported(new Usage.Exact(1, number(is.get(1)), 0, 0));
    }
    int choice = number(is.get(0));
    return switch (is.get(1)) {
      case "finish" -> new StreamPart.Finished(choice, reason(is.get(2)));
      case "call" -> new StreamPart.ToolCall(choice, number(is.get(2)), "id", is.get(3), is.get(4));
      case "args" -> new StreamPart.ToolCall(choice, number(is.get(2)), "", "", is.get(3));
      default -> new StreamPart.Delta(choice, field(is.get(1)), is.get(2));
    };
  }

  private static void answer(ScriptedJudges.Scripted judge, List<String> is) {
    switch (is.get(0)) {
      case "allow" -> judge.answer(Verdict.ALLOW);
      case "review" -> judge.answer(new Verdict.Allow(evidence(is.get(1), Action.REVIEW)));
      case "block" -> judge.answer(block(is));
      case "redact" -> judge.answer(redact(is));
      case "unjudged" -> judge.answer(new Verdict.Unjudged());
      case "nobody" -> judge.fail(new NobodyJudged("all down"));
      case "broken" -> judge.fail(new IllegalStateException("a mistake"));
      default -> throw new IllegalArgumentException("no such verdict");
    }
  }

  private static Verdict block(List<String> is) {
    OptionalInt start = is.size() > 2 ? OptionalInt.of(number(is.get(2))) : OptionalInt.empty();
    return new Verdict.Block(category(is.get(1)), start, evidence(is.get(1), Action.BLOCK));
  }

  private static Verdict redact(List<String> is) {
    Span span = new Span(number(is.get(2)), number(is.get(3)));
    return new Verdict.Redact(List.of(span), evidence(is.get(1), Action.MASK));
  }

  private static List<Evidence> evidence(String category, Action action) {
    return List.of(
        new Evidence(
            "v", "1", category(category), action, "raw", OptionalDouble.empty(), Duration.ZERO));
  }

  private StreamPart next() {
    assertThat(reader.getItems()).hasSizeGreaterThan(seen);
    return reader.getItems().get(seen++);
  }

  private ScriptedJudges.Scripted judge(List<String> is) {
    return bench.judges.of(is.get(0) + " " + is.get(1));
  }

  private Optional<Passage> asked(List<String> is) {
    return judge(is).asked();
  }

  private static Passage passage(List<String> is) {
    return new Passage(is.get(2), number(is.get(3)), is.size() > 4 && is.get(4).equals("last"));
  }

  private String cut() {
    assertThat(reader.getFailure()).isInstanceOf(CutOff.class);
    Cut cut = ((CutOff) reader.getFailure()).cut();
    assertThat(cut.notice()).isNotBlank();
    assertThat(cut.stage()).isEqualTo("output");
    StringBuilder told = new StringBuilder(cut.category() + " " + place(cut.retractFrom()));
    new TreeMap<>(cut.retractions())
        .forEach(
            (choice, from) -> told.append(choice == cut.choice() ? "" : " " + choice + ":" + from));
    return told.toString();
  }

  private static String place(OptionalInt from) {
    return from.isPresent() ? "" + from.getAsInt() : "null";
  }

  private String finding() {
    assertThat(bench.findings).hasSizeGreaterThan(findingsSeen);
    var found = bench.findings.get(findingsSeen++);
    return "%d %s %d %d %s %s %s %s"
        .formatted(
            found.choice(),
            found.field(),
            found.position(),
            found.length(),
            found.evidence().source(),
            found.evidence().category(),
            found.evidence().action().name().toLowerCase(Locale.ROOT),
            found.evidence().rawLabel());
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private static Category category(String word) {
    return Category.valueOf(word);
  }

  private static Action action(String word) {
    return Action.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static FinishReason reason(String word) {
    return FinishReason.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Field field(String word) {
    return switch (word) {
      case "content" -> Field.CONTENT;
      case "reasoning" -> Field.REASONING;
      case "refusal" -> Field.REFUSAL;
      default -> throw new IllegalArgumentException("no such field");
    };
  }
}
