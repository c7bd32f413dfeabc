package dev.sluice.provider.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Recordings by name, all read at start: the built-in ones, or the {@code .sse} files of a folder.
 * The built-in ones are listed in {@code recordings/index.txt}, since a native image has no folders
 * on its class path.
 */
final class Recordings {
  private static final String ENDING = ".sse";

  private final Map<String, Recording> byName;

  private Recordings(Map<String, Recording> byName) {
    this.byName = Map.copyOf(byName);
  }

  static Recordings builtIn() {
    Map<String, Recording> all = new TreeMap<>();
    resource("index.txt")
        .lines()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(name -> all.put(name, Recording.of(resource(name + ENDING))));
    return new Recordings(all);
  }

  /** Throws {@code UncheckedIOException} where the folder cannot be read. */
  static Recordings in(Path folder) {
    Map<String, Recording> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> recorded = files.filter(file -> file.toString().endsWith(ENDING)).toList();
      for (Path file : recorded) {
        String name = file.getFileName().toString();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        all.put(name.substring(0, name.length() - ENDING.length()), Recording.of(text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Recordings(all);
  }

  Optional<Recording> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The recording's Chinese edition where there is one and that is wanted, else itself. */
  Optional<Recording> named(String name, boolean chinese) {
    Optional<Recording> edition = chinese ? named(name + "-zh") : Optional.empty();
    return edition.or(() -> named(name));
  }

  private static String resource(String name) {
    ClassLoader loader = Recordings.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream("recordings/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its recording " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
