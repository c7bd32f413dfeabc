package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.StreamPart;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private final EntryCodec codec = new EntryCodec();

  @Property(tries = 2000)
  void shouldYieldTheSameEntry_whenEncodedAndDecoded(@ForAll("entries") Entry entry) {
    assertThat(codec.decode(codec.encode(entry))).isEqualTo(entry);
  }

  @Provide
  Arbitrary<Entry> entries() {
    return Entries.all();
  }

  @Test
  void shouldKeepAHugeText() {
    Entry entry = delta("长👍".repeat(500_000));

    assertThat(codec.decode(codec.encode(entry))).isEqualTo(entry);
  }

  @Test
  void shouldBeCompact_whenTextIsOrdinary() {
    byte[] bytes = codec.encode(delta("你好 \"x\""));

    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo("[\"d\",0,\"content\",\"你好 \\\"x\\\"\"]");
  }

  @Test
  void shouldSkipWhatItDoesNotKnow_whenAKindHasGrown() {
    byte[] newer = "[\"d\",0,\"content\",\"a\",{\"b\":1}]".getBytes(StandardCharsets.UTF_8);

    assertThat(codec.decode(newer)).isEqualTo(delta("a"));
  }

  @Test
  void shouldHideEveryChoice_whenACutWasWrittenWithOnePlaceForAll() {
    byte[] older =
        "[\"e\",[1,2],\"cut\",\"GORE\",\"output\",7,\"stopped\"]".getBytes(StandardCharsets.UTF_8);

    Cut cut = ((End.CutOff) ((Entry.Ended) codec.decode(older)).end()).cut();

    assertThat(cut.notice()).isEqualTo("stopped");
    assertThat(IntStream.range(0, 8).mapToObj(cut::retractFrom)).containsOnly(OptionalInt.of(7));
  }

  @Test
  void shouldHideNothing_whenACutWasWrittenWithoutAPlace() {
    byte[] older =
        "[\"e\",[],\"cut\",\"GORE\",\"output\",-1,\"stopped\"]".getBytes(StandardCharsets.UTF_8);

    assertThat(codec.decode(older))
        .isEqualTo(Entry.Ended.of(new End.CutOff(Cut.hidingNothing("GORE", "output", "stopped"))));
  }

  @Test
  void shouldRefuse_whenTheKindIsUnknown() {
    byte[] strange = "[\"?\",0]".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> codec.decode(strange)).isInstanceOf(UncheckedIOException.class);
  }

  private static Entry delta(String text) {
    return new Entry.Part(new StreamPart.Delta(0, Field.CONTENT, text));
  }
}
