package dev.sluice.moderation.input;

import dev.sluice.model.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * Phrases that together are an attack when they come in this order and near to each other.
 *
 * @param steps for each step, its alternatives
 * @param gaps how many words may stand before a step; that of the first means nothing
 */
record AttackPattern(
    String name, Action suggested, List<List<List<String>>> steps, List<Integer> gaps) {

  /** Reads a line of {@link AttackPatterns}. */
  static AttackPattern read(String line) {
    String[] parts = line.split(" +");
    List<List<List<String>>> steps = new ArrayList<>(List.of(phrases(parts[2])));
    List<Integer> gaps = new ArrayList<>(List.of(0));
    for (int i = 3; i < parts.length; i += 2) {
      gaps.add(Integer.valueOf(parts[i].substring(1)));
      steps.add(phrases(parts[i + 1]));
    }
    return new AttackPattern(parts[0], Action.valueOf(parts[1]), steps, gaps);
  }

  /** Alternatives as words, folded as texts are. */
  static List<List<String>> phrases(String alternatives) {
    return List.of(alternatives.split("\\|")).stream().map(AttackPattern::words).toList();
  }

  private static List<String> words(String phrase) {
    FoldedWords folded = FoldedWords.of(phrase.replace('_', ' '));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < folded.count(); i++) {
      words.add(folded.word(i));
    }
    return words;
  }
}
