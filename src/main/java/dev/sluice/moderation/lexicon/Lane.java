package dev.sluice.moderation.lexicon;

import static java.util.Comparator.comparing;

import java.util.List;

/** The words that are looked for in one shadow. Safe for all threads. */
final class Lane {

  final Shadow shadow;
  final Automaton automaton;
  private final Pattern[] patterns;
  private final Entry[] entries;
  private final int simple;
  private final int longest;

  Lane(Folding folding, List<Sought> all) {
    List<Sought> sought = all.stream().sorted(comparing(it -> !it.pattern().simple())).toList();
    List<int[]> words = sought.stream().map(Sought::shades).toList();
    Alphabet alphabet = new Alphabet(words);
    shadow = new Shadow(folding, alphabet);
    patterns = sought.stream().map(Sought::pattern).toArray(Pattern[]::new);
    entries = sought.stream().map(it -> it.pattern().entry()).toArray(Entry[]::new);
    simple = (int) sought.stream().filter(it -> it.pattern().simple()).count();
    longest = words.stream().mapToInt(word -> word.length).max().orElseThrow();
    automaton =
        AutomatonBuilder.build(
            words.stream().map(word -> numbers(word, alphabet)).toArray(int[][]::new),
            alphabet.size());
  }

  private static int[] numbers(int[] word, Alphabet alphabet) {
    int[] numbers = new int[word.length];
    for (int i = 0; i < word.length; i++) {
      numbers[i] = alphabet.number(word[i]);
    }
    return numbers;
  }

  /** Whether a pattern is a hit of its entry wherever it ends. */
  boolean isSimple(int number) {
    return number < simple;
  }

  Entry entry(int number) {
    return entries[number];
  }

  Pattern pattern(int number) {
    return patterns[number];
  }

  /** How many symbols of the past a scan looks back at, at most. */
  int longest() {
    return longest;
  }

  /** A pattern and how it is written in the shadow. */
  record Sought(Pattern pattern, int[] shades) {}
}
