package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import java.util.List;

/** A lexicon that shows what it was compiled of, and finds words as they are written. */
record ExactLexicon(String version, List<Entry> entries) implements Lexicon {

  @Override
  public int size() {
    return entries.size();
  }

  List<String> ids() {
    return entries.stream().map(Entry::id).toList();
  }

  List<String> words() {
    return entries.stream().map(Entry::word).toList();
  }

  @Override
  public Scanner scanner() {
    StringBuilder text = new StringBuilder();
    return new Scanner() {
      @Override
      public int feed(CharSequence piece, Hits hits) {
        text.append(piece);
        return 0;
      }

      @Override
      public int end(Hits hits) {
        for (Entry entry : entries) {
          int at = text.indexOf(entry.word());
          if (at >= 0) {
            hits.hit(entry, at, at + entry.word().length());
          }
        }
        return text.length();
      }
    };
  }
}
