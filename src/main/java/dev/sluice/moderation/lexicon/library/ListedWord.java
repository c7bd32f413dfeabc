package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.Entry;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants the word list to say of a word. Fails with {@link Refusal.Invalid}, naming
 * the field, where it cannot be an entry; the message never repeats the word.
 *
 * @param word without blanks around it, at most {@link Entry#MAX_WORD} UTF-16 units
 * @param risk one of the category's risk codes, for the counts a filing asks for; empty becomes the
 *     category's most typical one, and stays empty where the category has none
 * @param action block, review or mask; empty: as its category is configured, else block
 * @param modes how freely the word may be written and is still found
 * @param allowed harmless longer phrases in which the word is no hit
 * @param note why it is listed, for whoever approves; at most {@link #MAX_NOTE} units
 */
public record ListedWord(
    String word,
    Category category,
    Optional<String> risk,
    Optional<Action> action,
    Set<Entry.Mode> modes,
    List<String> allowed,
    boolean wholeWord,
    Validity validity,
    String note) {

  /** What it is made of, by the names that operators write. */
  public static final List<String> FIELDS =
      List.of(
          "word",
          "category",
          "risk",
          "action",
          "modes",
          "allowed",
          "whole_word",
          "valid_from",
          "valid_until",
          "note");

  public static final int MAX_NOTE = 500;
  public static final int MAX_ALLOWED = 32;

  /** Scripts that write words apart from each other. */
  private static final Set<UnicodeScript> APART =
      EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK);

  public ListedWord {
    word = readable("word", word.strip());
    action.ifPresent(ListedWord::checked);
    risk = Optional.of(risk.orElseGet(() -> typical(category))).filter(code -> !code.isEmpty());
    risk.ifPresent(code -> checked(category, code));
    modes = Set.copyOf(modes);
    allowed = phrases(allowed, word);
    if (note.length() > MAX_NOTE || !isText(note)) {
      throw Refusal.Invalid.parameter("note", "'note' must be a text of at most 500 characters.");
    }
  }

  /** With what an entry has where nobody says more: every mode, and whole words where they are. */
  public static ListedWord of(String word, Category category, Optional<Action> action) {
    return new ListedWord(
        word,
        category,
        Optional.empty(),
        action,
        EnumSet.allOf(Entry.Mode.class),
        List.of(),
        standsApart(word),
        Validity.ALWAYS,
        "");
  }

  /** Whether a word is written in letters that stand apart from those of the next word. */
  public static boolean standsApart(String word) {
    return word.codePoints().anyMatch(Character::isLetter)
        && word.codePoints()
            .filter(Character::isLetter)
            .allMatch(letter -> APART.contains(UnicodeScript.of(letter)));
  }

  /** What makes it the same entry as another: a word is listed once in a category. */
  Key key() {
    return new Key(category, word);
  }

  Entry entry(String id) {
    return new Entry(id, category, word, action, modes, allowed, wholeWord);
  }

  private static String readable(String name, String text) {
    if (text.isEmpty() || text.length() > Entry.MAX_WORD || !isText(text)) {
      throw Refusal.Invalid.parameter(
          name, "'" + name + "' must have 1 to " + Entry.MAX_WORD + " printable characters.");
    }
    return text;
  }

  /** No control characters, and no halves of characters: neither can be stored or found. */
  private static boolean isText(String text) {
    return text.codePoints()
        .allMatch(one -> !Character.isISOControl(one) && (one < 0xD800 || one > 0xDFFF));
  }

  private static void checked(Action action) {
    if (action == Action.PASS) {
      throw Refusal.Invalid.parameter("action", "'action' must be block, review or mask.");
    }
  }

  private static String typical(Category category) {
    return category.riskCodes().stream().findFirst().orElse("");
  }

  private static void checked(Category category, String risk) {
    if (!category.riskCodes().contains(risk)) {
      throw Refusal.Invalid.parameter(
          "risk", "'risk' must be one of the category's codes: " + category.riskCodes() + ".");
    }
  }

  private static List<String> phrases(List<String> phrases, String word) {
    List<String> stripped = phrases.stream().map(String::strip).distinct().toList();
    if (stripped.size() > MAX_ALLOWED) {
      throw Refusal.Invalid.parameter("allowed", "'allowed' must have at most 32 phrases.");
    }
    stripped.forEach(phrase -> readable("allowed", phrase));
    if (stripped.stream().anyMatch(phrase -> phrase.length() <= word.length())) {
      throw Refusal.Invalid.parameter(
          "allowed", "'allowed' must hold phrases that are longer than the word.");
    }
    return stripped;
  }

  /** A word and the category it is listed in. */
  record Key(Category category, String word) {}
}
