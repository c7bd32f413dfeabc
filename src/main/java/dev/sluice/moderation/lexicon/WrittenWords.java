package dev.sluice.moderation.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Lane.Sought;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How an entry is looked for as it is written. */
final class WrittenWords {

  private WrittenWords() {}

  /**
   * The entry's, without {@link Mode#PINYIN}. Without {@link Mode#GAPS} as well where the word has
   * symbols other than spaces: {@code t.me} without its point is another word, and a word of emoji
   * is none at all. Without any where folding leaves nothing of it.
   */
  static Set<Mode> modes(Entry entry) {
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    modes.addAll(entry.modes());
    modes.remove(Mode.PINYIN);
    if (meansSomething(entry.word())) {
      modes.remove(Mode.GAPS);
    }
    return new WrittenFolding(modes).fold(entry.word()).length == 0
        ? EnumSet.noneOf(Mode.class)
        : modes;
  }

  private static boolean meansSomething(String word) {
    for (int i = 0; i < word.length(); i = word.offsetByCodePoints(i, 1)) {
      int codePoint = word.codePointAt(i);
      if (ShadowTable.get().kind(codePoint) == Kind.SYMBOL
          && !Character.isWhitespace(codePoint)
          && !Character.isSpaceChar(codePoint)) {
        return true;
      }
    }
    return false;
  }

  static List<Sought> of(Entry entry, Folding folding) {
    List<Sought> sought = new ArrayList<>();
    sought.add(sought(entry, folding.fold(entry.word()), false));
    for (String phrase : entry.allowed()) {
      int[] shades = folding.fold(phrase);
      if (shades.length > 0) {
        sought.add(sought(entry, shades, true));
      }
    }
    return sought;
  }

  private static Sought sought(Entry entry, int[] shades, boolean phrase) {
    return new Sought(
        new Pattern(entry, phrase, shades.length, entry.wholeWord() && !phrase, 0), shades);
  }
}
