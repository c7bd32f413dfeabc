package dev.sluice.moderation.lexicon.library;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.model.Category;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an array of strings. */
record JsonWords(Optional<Category> category) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Utf8Lines.MAX_BYTES).build())
          .build();

  void read(InputStream bytes, Consumer<Numbered> words) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new BadLine(1, "does not begin an array of strings");
      }
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        words.accept(word(line(parser), parser.getText()));
      }
      if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
        throw new BadLine(line(parser), "holds something else than one array of strings");
      }
    } catch (JsonProcessingException broken) {
      throw new BadLine(
          broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr()),
          "is not valid JSON");
    }
  }

  private Numbered word(int line, String text) {
    Category whole = Words.given(line, category);
    return Words.at(line, () -> ListedWord.of(text, whole, Optional.empty()));
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }
}
