package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Field;
import dev.sluice.model.StreamPart;
import dev.sluice.moderation.CutOff;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Where the provider happens to split its text makes no difference to what goes out. */
class ChunkingTest {
  private static final String WORD = "敏感词ab";

  @Provide
  Arbitrary<String> benign() {
    return Arbitraries.strings().withChars("敏感ab 。x中\u0301").ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> benignAndEscaped() {
    return Arbitraries.strings().withChars("敏感ab 。x中\u0301\\un").ofMaxLength(20);
  }

  @Provide
  Arbitrary<List<Integer>> lengths() {
    return Arbitraries.integers().between(1, 5).list().ofSize(60);
  }

  private static Bench bench() {
    return new Bench().withoutVendors().list(Category.CONTRABAND, WORD, Action.BLOCK);
  }

  private static List<StreamPart> chunks(int choice, String text, List<Integer> lengths) {
    List<StreamPart> chunks = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < text.length(); i++) {
      int to = Math.min(text.length(), from + lengths.get(i % lengths.size()));
      chunks.add(new StreamPart.Delta(choice, Field.CONTENT, text.substring(from, to)));
      from = to;
    }
    return chunks;
  }

  @Property
  void shouldLetOutEverythingBeforeTheWordAndNothingOfIt_whateverTheChunks(
      @ForAll("benign") String before,
      @ForAll("benign") String after,
      @ForAll("lengths") List<Integer> lengths) {
    // given
    String text = before + WORD + after;
    Bench bench = bench();
    AssertSubscriber<StreamPart> reader = bench.read(Long.MAX_VALUE);
    // when
    chunks(0, text, lengths).forEach(bench.provider::send);
    bench.provider.complete();
    // then
    assertThat(reader.getFailure()).isInstanceOf(CutOff.class);
    assertThat(Texts.of(reader.getItems(), "0 content"))
        .isEqualTo(text.substring(0, text.indexOf(WORD)));
  }

  @Property
  void shouldLetOutTheTextAsItCame_whenItIsBenign(
      @ForAll("benignAndEscaped") String text, @ForAll("lengths") List<Integer> lengths) {
    // given
    Bench bench = bench();
    AssertSubscriber<StreamPart> reader = bench.read(Long.MAX_VALUE);
    // when
    chunks(0, text, lengths).forEach(bench.provider::send);
    bench.provider.complete();
    // then
    reader.assertCompleted();
    assertThat(Texts.of(reader.getItems(), "0 content")).isEqualTo(text);
  }

  @Property
  void shouldJudgeEachChoiceByItself_whenTheyInterleave(
      @ForAll("benign") String one,
      @ForAll("benign") String other,
      @ForAll("lengths") List<Integer> lengths,
      @ForAll @IntRange(min = 0, max = 1) int hit) {
    // given
    List<String> texts = List.of(hit == 0 ? one + WORD : one, hit == 1 ? other + WORD : other);
    Bench bench = bench();
    AssertSubscriber<StreamPart> reader = bench.read(Long.MAX_VALUE);
    List<StreamPart> first = chunks(0, texts.get(0), lengths);
    List<StreamPart> second = chunks(1, texts.get(1), lengths);
    // when
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      first.stream().skip(i).limit(1).forEach(bench.provider::send);
      second.stream().skip(i).limit(1).forEach(bench.provider::send);
    }
    bench.provider.complete();
    // then
    assertThat(reader.getFailure()).isInstanceOf(CutOff.class);
    String before = hit == 0 ? one : other;
    assertThat(Texts.of(reader.getItems(), hit + " content")).isEqualTo(before);
  }
}
