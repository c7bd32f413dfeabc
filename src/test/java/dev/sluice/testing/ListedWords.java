package dev.sluice.testing;

import dev.sluice.moderation.lexicon.CurrentLexicon;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import java.util.List;

/** Finds its words as they are written, and nothing else. */
public class ListedWords implements CurrentLexicon, Lexicon {
  private final List<Entry> entries;

  public ListedWords() {
    this(List.of());
  }

  public ListedWords(List<Entry> entries) {
    this.entries = entries;
  }

  @Override
  public Lexicon get() {
    return this;
  }

  @Override
  public String version() {
    return "listed";
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
    StringBuilder text = new StringBuilder(before);
    return new Scanner() {
      @Override
      public int feed(CharSequence piece, Hits hits) {
        text.append(piece);
        return 0;
      }

      @Override
      public int end(Hits hits) {
        entries.forEach(entry -> report(entry, text, hits));
        return text.length();
      }

      @Override
      public Scanner copy() {
        return scanner(text);
      }
    };
  }

  private static void report(Entry entry, StringBuilder text, Scanner.Hits hits) {
    int length = entry.word().length();
    for (int at = text.indexOf(entry.word()); at >= 0; at = text.indexOf(entry.word(), at + 1)) {
      hits.hit(entry, at, at + length);
    }
  }
}
