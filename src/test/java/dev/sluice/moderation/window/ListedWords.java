package dev.sluice.moderation.window;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A lexicon of words that are found as they stand. */
final class ListedWords implements Lexicon {
  private final List<Entry> entries = new ArrayList<>();

  ListedWords add(Category category, String word, Optional<Action> action) {
    String id = "e" + entries.size();
    entries.add(new Entry(id, category, word, action, Set.of(), List.of(), false));
    return this;
  }

  @Override
  public String version() {
    return "v1";
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Scanner scanner() {
    return scanner("");
  }

  private Scanner scanner(CharSequence before) {
    return new Scanner() {
      private final StringBuilder all = new StringBuilder(before);

      @Override
      public int feed(CharSequence piece, Hits hits) {
        for (int i = 0; i < piece.length(); i++) {
          all.append(piece.charAt(i));
          report(hits);
        }
        return safe();
      }

      private void report(Hits hits) {
        int end = all.length();
        for (Entry entry : entries) {
          int start = end - entry.word().length();
          if (start >= 0 && all.indexOf(entry.word(), start) == start) {
            hits.hit(entry, start, end);
          }
        }
      }

      private int safe() {
        int safe = all.length();
        for (Entry entry : entries) {
          safe = Math.min(safe, beginning(entry.word()));
        }
        boolean half = safe > 0 && safe == all.length() && isHigh(all.charAt(safe - 1));
        return half ? safe - 1 : safe;
      }

      private boolean isHigh(char unit) {
        return Character.isHighSurrogate(unit);
      }

      /** Where a suffix of the text begins that the word may still complete. */
      private int beginning(String word) {
        for (int from = Math.max(0, all.length() - word.length() + 1);
            from < all.length();
            from++) {
          if (word.startsWith(all.substring(from))) {
            return from;
          }
        }
        return all.length();
      }

      @Override
      public int end(Hits hits) {
        return all.length();
      }

      @Override
      public Scanner copy() {
        return scanner(all);
      }
    };
  }
}
