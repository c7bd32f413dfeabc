package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GraphemesTest {

  private static void assertSplit(String text, int at, int expected) {
    assertThat(Graphemes.floor(text, 0, at)).isEqualTo(expected);
  }

  @Example
  void shouldStayWhole_whenATextIsSplitInsideACharacter() {
    assertSplit("ab", 1, 1);
    assertSplit("a\u0301b", 1, 0);
    assertSplit("xa\u0301b", 2, 1);
    assertSplit("中文", 1, 1);
    assertSplit("\uD83D\uDE00", 1, 0);
    assertSplit("a\u200D", 1, 0);
    assertSplit("\uD83D\uDC68\u200D\uD83D\uDC69", 3, 0);
    assertSplit("\uD83D\uDC4D\uD83C\uDFFD", 2, 0);
    assertSplit("\uD83C\uDDE8\uD83C\uDDF3\uD83C\uDDEB\uD83C\uDDF7", 4, 4);
    assertSplit("\uD83C\uDDE8\uD83C\uDDF3\uD83C\uDDEB\uD83C\uDDF7", 6, 4);
    assertSplit("\u2764\uFE0F", 1, 0);
    assertSplit("\u1112\u1161\u11AB", 1, 0);
    assertSplit("a\r\n", 2, 1);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("a中\u0301\u200D\uFE0F\r\n\uD83D\uDC68\uD83C\uDDE8\uDFFD")
        .ofMaxLength(12);
  }

  @Property
  void shouldBeAPlaceOfTheText_whereverItIsSplit(@ForAll("texts") String text) {
    for (int at = 0; at <= text.length(); at++) {
      int place = Graphemes.floor(text, 0, at);
      assertThat(place).isBetween(0, at);
      assertThat(Graphemes.floor(text, 0, place)).isEqualTo(place);
    }
  }
}
