package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads {@code CATEGORY<TAB>word[<TAB>block|review|mask]}. */
record TsvWords() {
  static final String SHAPE = "CATEGORY<TAB>word[<TAB>block|review|mask]";

  void read(InputStream bytes, Consumer<Numbered> words) throws IOException {
    Utf8Lines lines = new Utf8Lines(bytes);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      String text = line.get();
      if (!text.isBlank() && !text.startsWith("#")) {
        words.accept(word(lines.number(), text.split("\t", -1)));
      }
    }
  }

  private static Numbered word(int line, String[] cells) {
    if (cells.length < 2 || cells.length > 3) {
      throw new BadLine(line, "has " + cells.length + " columns, but 2 or 3 are allowed");
    }
    Category category = Words.category(line, cells[0]);
    Optional<Action> action = Words.action(line, cells.length == 3 ? cells[2] : "");
    return Words.at(line, () -> ListedWord.of(cells[1], category, action));
  }
}
