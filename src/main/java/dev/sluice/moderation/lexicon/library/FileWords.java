package dev.sluice.moderation.lexicon.library;

import java.util.List;

/**
 * What the configured files hold.
 *
 * @param name tells one content of the files from another; empty where there are no files
 */
record FileWords(List<Listed> words, String name) {
  FileWords {
    words = List.copyOf(words);
  }

  /**
   * A word of a file.
   *
   * @param id names it in evidence, such as {@code list.tsv:12}
   */
  record Listed(String id, ListedWord word) {}
}
