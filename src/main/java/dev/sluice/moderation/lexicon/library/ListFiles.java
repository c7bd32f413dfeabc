package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Sha256;
import dev.sluice.moderation.ModerationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The word lists an operator configured as files. They are read once, at the start; what cannot be
 * read stops the start with one sentence.
 */
@ApplicationScoped
class ListFiles {
  private static final String KEY = "sluice.moderation.lexicon.files";
  private static final long MAX_BYTES = 64 << 20;

  private final List<String> paths;

  ListFiles(ModerationConfig config) {
    this.paths = config.lexicon().files().orElse(List.of()).stream().distinct().toList();
  }

  /**
   * The files' words.
   *
   * @throws ConfigurationException naming the key, the file, its line and what is allowed
   */
  FileWords read() {
    List<FileWords.Listed> words = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (String path : paths) {
      byte[] bytes = bytes(path);
      digests.add(Sha256.hex(bytes));
      parse(path, bytes, words);
    }
    return new FileWords(words, name(digests));
  }

  private static void parse(String path, byte[] bytes, List<FileWords.Listed> words) {
    try {
      new TsvWords()
          .read(
              new ByteArrayInputStream(bytes),
              word -> words.add(new FileWords.Listed(path + ":" + word.line(), word.word())));
    } catch (BadLine bad) {
      throw new ConfigurationException(
          "%s names '%s', whose line %d %s; a line is %s."
              .formatted(KEY, path, bad.line(), bad.getMessage(), TsvWords.SHAPE));
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory can be read", impossible);
    }
  }

  private static byte[] bytes(String path) {
    try {
      if (Files.size(Path.of(path)) > MAX_BYTES) {
        throw new ConfigurationException(
            "%s names '%s', which is larger than the %d bytes allowed."
                .formatted(KEY, path, MAX_BYTES));
      }
      return Files.readAllBytes(Path.of(path));
    } catch (IOException | java.nio.file.InvalidPathException unreadable) {
      throw new ConfigurationException(
          "%s names '%s', which cannot be read; allowed are files of lines of %s."
              .formatted(KEY, path, TsvWords.SHAPE));
    }
  }

  /** Changes whenever a file's content does; empty where there are no files. */
  private static String name(List<String> digests) {
    return digests.isEmpty()
        ? ""
        : Sha256.hex(digests.stream().collect(Collectors.joining(" "))).substring(0, 8);
  }
}
