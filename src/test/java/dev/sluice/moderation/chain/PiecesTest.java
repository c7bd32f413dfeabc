package dev.sluice.moderation.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Capabilities.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PiecesTest {

  @Property
  void shouldHoldEveryCharacterWithinTheLimit(
      @ForAll("texts") String text,
      @ForAll @IntRange(min = 4, max = 40) int limit,
      @ForAll @IntRange(max = 60) int overlap,
      @ForAll Unit unit) {
    List<Span> pieces = Pieces.of(text, 0, limit, unit, overlap);

    int covered = 0;
    for (Span piece : pieces) {
      String part = text.substring(piece.start(), piece.end());
      assertThat(piece.start()).isLessThanOrEqualTo(covered);
      assertThat(piece.end()).isGreaterThan(covered);
      assertThat(length(part, unit)).isLessThanOrEqualTo(limit);
      assertThat(splitsPair(text, piece.start()) || splitsPair(text, piece.end())).isFalse();
      covered = piece.end();
    }
    assertThat(covered).isEqualTo(text.length());
  }

  @Property
  void shouldShareTheOverlap_whenItIsLessThanHalfAPiece(
      @ForAll("texts") String text, @ForAll @IntRange(max = 9) int overlap) {
    List<Span> pieces = Pieces.of(text, 0, 20, Unit.CODE_POINTS, overlap);

    for (int i = 1; i < pieces.size(); i++) {
      String shared = text.substring(pieces.get(i).start(), pieces.get(i - 1).end());
      assertThat(Measure.codePoints(shared)).isEqualTo(overlap);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "é", "中", "😀", " ")
        .list()
        .ofMaxSize(150)
        .map(it -> String.join("", it));
  }

  private static int length(String text, Unit unit) {
    return unit == Unit.CODE_POINTS
        ? Measure.codePoints(text)
        : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
  }
}
