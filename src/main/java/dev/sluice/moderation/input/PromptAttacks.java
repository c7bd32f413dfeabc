package dev.sluice.moderation.input;

import dev.sluice.model.Action;
import dev.sluice.model.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds phrases by which a text tries to take over the model: to have it drop its instructions,
 * show them, or play somebody without rules; in Chinese and English. Takes time in proportion to
 * the text. It knows what such phrases look like, not what they mean: vendors' shields see more.
 */
final class PromptAttacks {
  static final String VERSION = "1";

  private static final List<AttackPattern> PATTERNS = new ArrayList<>();
  private static final Map<String, List<Phrase>> BY_FIRST_WORD = new HashMap<>();

  /** Stands for the phrases that look like a step and are none. */
  private static final int NO_STEP = -1;

  static {
    AttackPatterns.TEXT.lines().filter(line -> !line.isBlank()).forEach(PromptAttacks::read);
    // Those that are no step come first, longer ones before those they begin with.
    BY_FIRST_WORD
        .values()
        .forEach(
            phrases ->
                phrases.sort(
                    Comparator.comparing((Phrase it) -> it.pattern() != NO_STEP)
                        .thenComparing(it -> -it.words().size())));
  }

  private final FoldedWords text;
  private final int[][] ends = new int[PATTERNS.size()][];
  private final int[][] starts = new int[PATTERNS.size()][];
  private final List<Hit> hits = new ArrayList<>();

  private PromptAttacks(FoldedWords text) {
    this.text = text;
    forget();
  }

  private record Phrase(List<String> words, int pattern, int step) {}

  /**
   * A pattern that was found.
   *
   * @param span in UTF-16 units
   */
  record Hit(String pattern, Action suggested, Span span) {}

  /** At most one hit for each pattern and place where it ends. */
  static List<Hit> in(String text) {
    return new PromptAttacks(FoldedWords.of(text)).search();
  }

  private static void read(String line) {
    if (line.startsWith("-")) {
      add(AttackPattern.phrases(line.substring(1).strip()), NO_STEP, 0);
      return;
    }
    AttackPattern pattern = AttackPattern.read(line);
    PATTERNS.add(pattern);
    for (int step = 0; step < pattern.steps().size(); step++) {
      add(pattern.steps().get(step), PATTERNS.size() - 1, step);
    }
  }

  private static void add(List<List<String>> phrases, int pattern, int step) {
    phrases.forEach(
        words ->
            BY_FIRST_WORD
                .computeIfAbsent(words.get(0), word -> new ArrayList<>())
                .add(new Phrase(words, pattern, step)));
  }

  private List<Hit> search() {
    for (int at = 0; at < text.count(); ) {
      at = at(at);
    }
    return hits;
  }

  /** Takes the phrases that begin here; returns where to go on. */
  private int at(int begin) {
    for (Phrase phrase : BY_FIRST_WORD.getOrDefault(text.word(begin), List.of())) {
      if (!stands(phrase, begin)) {
        continue;
      }
      if (phrase.pattern() == NO_STEP) {
        forget();
        return begin + phrase.words().size();
      }
      take(phrase, begin);
    }
    return begin + 1;
  }

  private boolean stands(Phrase phrase, int begin) {
    List<String> words = phrase.words();
    if (begin + words.size() > text.count()) {
      return false;
    }
    for (int i = 1; i < words.size(); i++) {
      if (!words.get(i).equals(text.word(begin + i))) {
        return false;
      }
    }
    return true;
  }

  /** The latest place where a step ended is the best one for the next step: the gap is smallest. */
  private void take(Phrase phrase, int begin) {
    AttackPattern pattern = PATTERNS.get(phrase.pattern());
    int step = phrase.step();
    int[] ended = ends[phrase.pattern()];
    int[] started = starts[phrase.pattern()];
    if (step > 0) {
      int gap = begin - ended[step - 1];
      if (ended[step - 1] < 0 || gap < 0 || gap > pattern.gaps().get(step)) {
        return;
      }
    }
    int end = begin + phrase.words().size();
    if (end <= ended[step]) {
      return; // A longer phrase for the same step began here or before.
    }
    started[step] = step == 0 ? begin : started[step - 1];
    ended[step] = end;
    if (step == pattern.steps().size() - 1) {
      Span span = new Span(text.start(started[step]), text.end(ended[step] - 1));
      hits.add(new Hit(pattern.name(), pattern.suggested(), span));
    }
  }

  private void forget() {
    for (int i = 0; i < ends.length; i++) {
      int steps = PATTERNS.get(i).steps().size();
      ends[i] = new int[steps];
      starts[i] = new int[steps];
      Arrays.fill(ends[i], -1);
    }
  }
}
