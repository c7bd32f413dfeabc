package dev.sluice.moderation.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Scan.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds hits the slow way, in a text that is there as a whole and of a small alphabet: {@code a b
 * A} and {@code 赌 賭} are letters, {@code *} a symbol, U+200B not seen.
 */
final class NaiveLexicon {

  static final String CHARACTERS = "abAＢ赌賭*\u200b";

  private record Letter(char letter, int at, boolean apart) {}

  private final List<Entry> entries;

  NaiveLexicon(List<Entry> entries) {
    this.entries = entries;
  }

  TreeSet<Hit> hits(String text) {
    TreeSet<Hit> hits = new TreeSet<>();
    for (Entry entry : entries) {
      List<Letter> letters = letters(text, entry.modes());
      for (int[] place : places(letters, entry.word(), entry)) {
        if (!touched(letters, place, entry) && !allowed(letters, place, entry)) {
          hits.add(new Hit(entry.id(), letters.get(place[0]).at, letters.get(place[1]).at + 1));
        }
      }
    }
    return hits;
  }

  /** Each as it looks in the shadow, and whether skipped symbols stand before it. */
  private static List<Letter> letters(String text, Set<Mode> modes) {
    List<Letter> letters = new ArrayList<>();
    boolean apart = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = shadow(text.charAt(i), modes);
      boolean unseen = letter == '\u200b';
      boolean symbol = letter == '*' || unseen;
      if (unseen && modes.contains(Mode.FOLD)) {
        continue;
      }
      if (symbol && modes.contains(Mode.GAPS)) {
        apart = true;
        continue;
      }
      letters.add(new Letter(letter, i, apart));
      apart = false;
    }
    return letters;
  }

  private static char shadow(char letter, Set<Mode> modes) {
    char folded = letter == 'A' ? 'a' : letter == 'Ｂ' ? 'b' : letter;
    char simplified = letter == '賭' ? '赌' : letter;
    return modes.contains(Mode.FOLD) && folded != letter
        ? folded
        : modes.contains(Mode.TRADITIONAL) ? simplified : letter;
  }

  private static List<int[]> places(List<Letter> letters, String word, Entry entry) {
    List<Letter> wanted = letters(word, entry.modes());
    List<int[]> places = new ArrayList<>();
    for (int from = 0; from + wanted.size() <= letters.size() && !wanted.isEmpty(); from++) {
      boolean all = true;
      for (int i = 0; i < wanted.size(); i++) {
        all &= letters.get(from + i).letter == wanted.get(i).letter;
      }
      if (all) {
        places.add(new int[] {from, from + wanted.size() - 1});
      }
    }
    return places;
  }

  private static boolean touched(List<Letter> letters, int[] place, Entry entry) {
    return entry.wholeWord()
        && (touch(letters, place[0] - 1, place[0]) || touch(letters, place[1], place[1] + 1));
  }

  private static boolean touch(List<Letter> letters, int one, int next) {
    return one >= 0
        && next < letters.size()
        && !letters.get(next).apart
        && latin(letters.get(one).letter)
        && latin(letters.get(next).letter);
  }

  private static boolean latin(char letter) {
    return "abAＢ".indexOf(letter) >= 0;
  }

  private static boolean allowed(List<Letter> letters, int[] place, Entry entry) {
    return entry.allowed().stream()
        .flatMap(phrase -> places(letters, phrase, entry).stream())
        .anyMatch(around -> around[0] <= place[0] && around[1] >= place[1]);
  }
}
