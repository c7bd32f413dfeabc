package dev.sluice.moderation.lexicon;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One thing the lexicon looks for.
 *
 * @param id in evidence; unique in a version of the lexicon
 * @param word at most {@link #MAX_WORD} UTF-16 units, not blank
 * @param action what a hit leads to; empty: as its category is configured, else block
 * @param modes how freely the word may be written and is still found
 * @param allowed harmless longer phrases in which the word is no hit
 * @param wholeWord a hit only where no letter or digit of an alphabet touches it; meaningful for
 *     words of alphabets, not for Han
 */
public record Entry(
    String id,
    Category category,
    String word,
    Optional<Action> action,
    Set<Mode> modes,
    List<String> allowed,
    boolean wholeWord) {

  public static final int MAX_WORD = 128;

  public Entry {
    if (word.isBlank() || word.length() > MAX_WORD) {
      throw new IllegalArgumentException("a word has 1 to " + MAX_WORD + " characters");
    }
    modes = Set.copyOf(modes);
    allowed = List.copyOf(allowed);
  }

  /**
   * Why a text that holds the word was judged as it was.
   *
   * @param version of the lexicon it is in
   * @param action what the policy makes of it
   */
  public Evidence evidence(String version, Action action, Duration latency) {
    return new Evidence("lexicon", version, category, action, id, OptionalDouble.empty(), latency);
  }

  /** A way of writing a word that is still found. */
  public enum Mode {
    /** Case, width, compatibility and look-alike forms of letters, ignorables dropped. */
    FOLD,
    /** Traditional for simplified characters, radicals for characters. */
    TRADITIONAL,
    /** Symbols, spaces, emoji and marks between letters. */
    GAPS,
    /** Pinyin and homophones; for words of three syllables or more. */
    PINYIN
  }
}
