package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a list that somebody hands in, word by word, without the words it holds twice. */
public final class Importer {
  /** The most words that one list may hold. */
  public static final int MOST = 100_000;

  private final List<Numbered> words = new ArrayList<>();
  private final List<Numbered> repeated = new ArrayList<>();
  private final Set<ListedWord.Key> seen = new HashSet<>();

  private Importer() {}

  /**
   * What the list holds.
   *
   * @param category of words that do not name their own
   * @throws Refusal.Invalid naming the line that is wrong; then nothing of the list is taken
   */
  public static Read read(ListFormat format, Optional<Category> category, InputStream bytes) {
    Importer importer = new Importer();
    try {
      format.read(bytes, category, importer::take);
    } catch (BadLine bad) {
      throw new Refusal.Invalid(
          "invalid_line",
          "line " + bad.line(),
          "Line " + bad.line() + " " + bad.getMessage() + ". Nothing was imported.");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Read(importer.words, importer.repeated);
  }

  private void take(Numbered word) {
    if (words.size() + repeated.size() == MOST) {
      throw new BadLine(word.line(), "holds one word more than the " + MOST + " allowed at once");
    }
    (seen.add(word.word().key()) ? words : repeated).add(word);
  }

  /**
   * The words of a list.
   *
   * @param repeated those that stood in it before
   */
  public record Read(List<Numbered> words, List<Numbered> repeated) {
    public Read {
      words = List.copyOf(words);
      repeated = List.copyOf(repeated);
    }
  }
}
