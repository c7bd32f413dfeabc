package dev.sluice.moderation.lexicon;

import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.Entry.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Entries for tests; the word is the id. */
final class Entries {

  static final Set<Mode> STRUCTURAL = EnumSet.of(Mode.FOLD, Mode.TRADITIONAL, Mode.GAPS);
  static final Set<Mode> ALL = EnumSet.allOf(Mode.class);

  private Entries() {}

  static Entry entry(String word, Set<Mode> modes) {
    return new Entry(word, Category.CUSTOM, word, Optional.empty(), modes, List.of(), false);
  }

  static Entry whole(String word, Set<Mode> modes) {
    return new Entry(word, Category.CUSTOM, word, Optional.empty(), modes, List.of(), true);
  }

  static Entry allowing(String word, Set<Mode> modes, String... phrases) {
    return new Entry(word, Category.CUSTOM, word, Optional.empty(), modes, List.of(phrases), false);
  }

  static Lexicon lexicon(Entry... entries) {
    return LexiconCompiler.compile("1", List.of(entries));
  }
}
