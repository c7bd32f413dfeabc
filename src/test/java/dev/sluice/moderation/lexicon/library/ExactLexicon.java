package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.testing.ListedWords;
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
    return new ListedWords(entries).scanner();
  }
}
