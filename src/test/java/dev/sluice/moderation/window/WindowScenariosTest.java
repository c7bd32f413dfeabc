package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of {@code src/test/resources/window}. */
class WindowScenariosTest {
  private static final Path FOLDER = Path.of("src/test/resources/window");

  @TestFactory
  Stream<DynamicTest> shouldGoAsWritten() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files
          .filter(file -> file.toString().endsWith(".scenario"))
          .sorted()
          .forEach(file -> scenarios(file).forEach((name, lines) -> tests.add(test(name, lines))));
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static DynamicTest test(String name, List<String> lines) {
    return DynamicTest.dynamicTest(name, () -> new WindowScenario().play(lines));
  }

  /** A file holds several, each headed by {@code == name}. */
  private static Map<String, List<String>> scenarios(Path file) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    List<String> lines = List.of();
    for (String line : lines(file)) {
      if (line.startsWith("== ")) {
        lines = new ArrayList<>();
        byName.put(file.getFileName() + ": " + line.substring(3), lines);
      } else if (!byName.isEmpty()) {
        lines.add(line);
      }
    }
    return byName;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
