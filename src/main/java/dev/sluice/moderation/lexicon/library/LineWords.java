package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a word a line. */
record LineWords(Optional<Category> category) {

  void read(InputStream bytes, Consumer<Numbered> words) throws IOException {
    Utf8Lines lines = new Utf8Lines(bytes);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      String text = line.get();
      if (!text.isBlank() && !text.startsWith("#")) {
        words.accept(word(lines.number(), text));
      }
    }
  }

  private Numbered word(int line, String text) {
    Category whole = Words.given(line, category);
    return Words.at(line, () -> ListedWord.of(text, whole, Optional.empty()));
  }
}
