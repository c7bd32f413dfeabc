package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TwiceReadScannerTest {
  private static final String WORD = "敏感ab";

  @Provide
  Arbitrary<List<String>> units() {
    return Arbitraries.of(
            "x", "\\n", "\\\"", "\\\\", "\\u4e2d", "\\ud83d\\ude00", "敏", "\\u654f", "a")
        .list()
        .ofMaxSize(8);
  }

  /** Each letter of the word as it stands or escaped. */
  @Provide
  Arbitrary<String> writings() {
    return Arbitraries.integers().between(0, 15).map(TwiceReadScannerTest::written);
  }

  private static String written(int escaped) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < WORD.length(); i++) {
      boolean plain = (escaped >> i & 1) == 0;
      json.append(plain ? "" + WORD.charAt(i) : String.format("\\u%04x", (int) WORD.charAt(i)));
    }
    return json.toString();
  }

  @Property
  void shouldFindTheWordWhereItStands_howeverItIsWrittenAndSplit(
      @ForAll("units") List<String> before,
      @ForAll("writings") String word,
      @ForAll("units") List<String> after) {
    // given
    String start = String.join("", before);
    String json = start + word + String.join("", after);
    ListedWords words = new ListedWords();
    words.add(Category.OTHER, WORD, Optional.of(Action.BLOCK));
    TwiceReadScanner scanner = new TwiceReadScanner(words.scanner());
    List<String> found = new ArrayList<>();
    int safe = 0;
    // when
    for (int i = 0; i < json.length(); i++) {
      safe = scanner.feed(json.substring(i, i + 1), (e, from, to) -> found.add(from + "-" + to));
      if (found.isEmpty()) {
        assertThat(safe).isLessThanOrEqualTo(start.length());
      }
    }
    // then
    assertThat(found).contains(start.length() + "-" + (start.length() + word.length()));
  }
}
