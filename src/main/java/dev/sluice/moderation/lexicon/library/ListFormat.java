package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** How word lists are commonly written down. */
public enum ListFormat {
  /** A word a line, all of one category; {@code #} begins a comment line. */
  LINES {
    @Override
    void read(InputStream bytes, Optional<Category> category, Consumer<Numbered> words)
        throws IOException {
      new LineWords(category).read(bytes, words);
    }
  },
  /** {@code CATEGORY<TAB>word[<TAB>block|review|mask]}, as in configured files. */
  TSV {
    @Override
    void read(InputStream bytes, Optional<Category> category, Consumer<Numbered> words)
        throws IOException {
      new TsvWords().read(bytes, words);
    }
  },
  /** Comma-separated with a header that names the columns. */
  CSV {
    @Override
    void read(InputStream bytes, Optional<Category> category, Consumer<Numbered> words)
        throws IOException {
      new CsvWords(category).read(bytes, words);
    }
  },
  /** An array of strings, all of one category. */
  JSON {
    @Override
    void read(InputStream bytes, Optional<Category> category, Consumer<Numbered> words)
        throws IOException {
      new JsonWords(category).read(bytes, words);
    }
  };

  /**
   * Hands over word by word.
   *
   * @param category of words that do not name their own
   * @throws BadLine at the first line that cannot be read
   */
  abstract void read(InputStream bytes, Optional<Category> category, Consumer<Numbered> words)
      throws IOException;
}
