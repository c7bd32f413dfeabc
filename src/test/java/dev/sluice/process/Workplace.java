package dev.sluice.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a gateway with engines of its own runs: empty, but for programs unpacked before. */
final class Workplace {
  private static final Path PLACE = Path.of("target", "process-tests").toAbsolutePath();

  private Workplace() {}

  static Path fresh() {
    try {
      List.of("postgres", "redis").forEach(engine -> delete(PLACE.resolve("data").resolve(engine)));
      return Files.createDirectories(PLACE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path tree) {
    if (Files.notExists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
