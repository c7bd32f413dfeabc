package dev.sluice.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UnescapedTest {
  private static final List<String> WRITTEN =
      List.of(
          "a",
          "中",
          "\\n",
          "\\\"",
          "\\\\",
          "\\/",
          "\\u4e2d",
          "\\ud83d\\ude00",
          "😀",
          "\\x",
          "\\u12g");
  private static final List<String> MEANT =
      List.of("a", "中", "\n", "\"", "\\", "/", "中", "😀", "😀", "\\x", "\\u12g");

  @Provide
  Arbitrary<List<Integer>> units() {
    return Arbitraries.integers().between(0, WRITTEN.size() - 1).list().ofMaxSize(8);
  }

  @Property
  void shouldReadWhatIsMeant_andKnowWhereItStands(@ForAll("units") List<Integer> units) {
    // given
    StringBuilder written = new StringBuilder();
    StringBuilder meant = new StringBuilder();
    // when / then
    for (int unit : units) {
      assertThat(Unescaped.of(written.toString()).place(meant.length()))
          .isEqualTo(written.length());
      written.append(WRITTEN.get(unit));
      meant.append(MEANT.get(unit));
      assertThat(Unescaped.of(written.toString()).text()).isEqualTo(meant.toString());
      assertThat(Unescaped.whole(written.toString())).isEqualTo(written.length());
    }
  }

  @Property
  void shouldReadTheSame_whereverATextIsSplitAtAWholePlace(
      @ForAll("units") List<Integer> units, @ForAll int anywhere) {
    // given
    StringBuilder written = new StringBuilder();
    units.forEach(unit -> written.append(WRITTEN.get(unit)));
    int somewhere = Math.floorMod(anywhere, written.length() + 1);
    // when
    int whole = Unescaped.whole(written.substring(0, somewhere));
    // then
    assertThat(somewhere - whole).isBetween(0, 11);
    String halves =
        Unescaped.of(written.substring(0, whole)).text()
            + Unescaped.of(written.substring(whole)).text();
    assertThat(halves).isEqualTo(Unescaped.of(written.toString()).text());
  }

  @Example
  void shouldNotEndWithinAnEscapeOrAPair() {
    assertThat(List.of("a\\", "a\\u", "a\\u4e2", "a\ud83d", "a\\ud83d", "a\\ud83d\\ude0"))
        .allMatch(text -> Unescaped.whole(text) == 1);
  }
}
