package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.WireProtocol.Framing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReadersTest {
  private static final String NASTY =
      "\uFEFF: hello\r\n\r\ndata:{\"a\":\"流式🌊\"}\r\n\r\nevent: error\rdata: one\rdata:two\r\r"
          + "id: 7\ndata\ndata:  spaced\n\n\n\n:c\nevent: lonely\n\nretry: 5\ndata: 终\n:x\n\r\n"
          + "dataset: no\ndata:x\r\n\ndata: last 完";
  private static final List<String> NASTY_EVENTS =
      List.of("|{\"a\":\"流式🌊\"}", "error|one\ntwo", "|\n spaced", "|终", "|x", "|last 完");

  @Test
  void shouldGiveTheSameEvents_whereverTheStreamIsSplitInTwo() {
    byte[] bytes = NASTY.getBytes(StandardCharsets.UTF_8);

    for (int split = 0; split <= bytes.length; split++) {
      assertThat(events(new SseReader(), bytes, List.of(split)))
          .as("split at %d", split)
          .isEqualTo(NASTY_EVENTS);
    }
  }

  @Test
  void shouldGiveTheSameEvents_whereverTheStreamIsSplitInThree() {
    byte[] bytes = NASTY.getBytes(StandardCharsets.UTF_8);

    for (int one = 0; one <= bytes.length; one++) {
      for (int two = one; two <= bytes.length; two++) {
        assertThat(events(new SseReader(), bytes, List.of(one, two))).isEqualTo(NASTY_EVENTS);
      }
    }
  }

  @Property(tries = 500)
  void shouldGiveTheSameEvents_howeverARandomStreamIsSplit(
      @ForAll("streams") String stream, @ForAll List<Integer> cuts) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<Integer> splits =
        cuts.stream().map(cut -> Math.floorMod(cut, bytes.length + 1)).sorted().toList();

    List<String> whole = events(new SseReader(), bytes, List.of());
    List<String> singly = events(new SseReader(), bytes, everywhere(bytes));

    assertThat(events(new SseReader(), bytes, splits)).isEqualTo(whole);
    assertThat(singly).isEqualTo(whole);
  }

  @Property(tries = 200)
  void shouldGiveTheSameLines_howeverTheyAreSplit(
      @ForAll("streams") String stream, @ForAll List<Integer> cuts) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<Integer> splits =
        cuts.stream().map(cut -> Math.floorMod(cut, bytes.length + 1)).sorted().toList();

    List<String> expected =
        stream.lines().filter(line -> !line.matches("[ \\t]*")).map(line -> "|" + line).toList();

    assertThat(events(new LineReader(), bytes, splits)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "data",
            "event",
            ":",
            ": ",
            " ",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\r\n\r\n",
            "data: ",
            "data:",
            "event: x\n",
            "id: 1\n",
            "流",
            "🌊",
            "{\"a\":1}",
            "[DONE]",
            "\t")
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"data: a\n\n\",|a",
        "\"data:a\n\n\",|a",
        "\"data:  a\n\n\",| a",
        "\"data: a\",|a",
        "\"data: a\ndata\n\n\",\"|a\n\"",
        "\"event:e\ndata:a\n\n\",e|a",
      })
  void shouldReadTheForm(String stream, String expected) {
    List<String> events =
        events(new SseReader(), stream.getBytes(StandardCharsets.UTF_8), List.of());

    assertThat(events).containsExactly(expected);
  }

  @Test
  void shouldNotDispatch_whenThereIsNoData() {
    byte[] bytes = "event: x\n\n: c\n\ndata:\n\ndata\n\nid: 1\n\n".getBytes(StandardCharsets.UTF_8);

    assertThat(events(new SseReader(), bytes, List.of())).isEmpty();
  }

  @Test
  void shouldNotCopy_whenTheEventLiesWithinTheBuffer() {
    byte[] bytes = "data: whole\n\n".getBytes(StandardCharsets.UTF_8);
    List<byte[]> backing = new ArrayList<>();

    new SseReader().feed(bytes, 0, bytes.length, event -> backing.add(event.bytes()));

    assertThat(backing).hasSize(1);
    assertThat(backing.get(0)).isSameAs(bytes);
  }

  @Test
  void shouldForgetTheName_whenTheNextEventHasNone() {
    byte[] bytes = "event: a\ndata: 1\n\ndata: 2\n\n".getBytes(StandardCharsets.UTF_8);

    assertThat(events(new SseReader(), bytes, List.of())).containsExactly("a|1", "|2");
  }

  @ParameterizedTest
  @CsvSource({"SSE,4096", "SSE,3000000", "LINES,4096"})
  void shouldFailGarbled_whenAnEventIsTooLarge(Framing framing, int bufferSize) {
    FrameReader reader = FrameReader.of(framing);
    byte[] bytes = new byte[2 << 20];
    Arrays.fill(bytes, (byte) 'x');
    System.arraycopy("data: ".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 6);

    assertThatThrownBy(() -> feed(reader, bytes, bufferSize))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContaining("event larger than 1048576 bytes")
        .extracting(e -> ((ProviderFailure) e).kind())
        .isEqualTo(ProviderFailure.Kind.GARBLED);
  }

  @Test
  void shouldFailGarbled_whenManyLinesMakeAnEventTooLarge() {
    byte[] bytes = "data: 0123456789\n".repeat(120_000).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> feed(new SseReader(), bytes, 4096))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContaining("event larger");
  }

  @Test
  void shouldHandOnTheDocumentAndThenFail_whenTheAnswerIsNoStream() {
    FrameReader reader = FrameReader.of(Framing.SSE);
    byte[] bytes = "{\"error\":\n{}}".getBytes(StandardCharsets.UTF_8);
    List<String> events = new ArrayList<>();
    reader.feed(bytes, 0, 4, event -> events.add(event.text()));
    reader.feed(bytes, 4, bytes.length - 4, event -> events.add(event.text()));

    assertThatThrownBy(() -> reader.end(event -> events.add(event.text())))
        .hasMessageContaining("not a stream");
    assertThat(events).containsExactly("{\"error\":\n{}}");
  }

  private static void feed(FrameReader reader, byte[] bytes, int bufferSize) {
    for (int at = 0; at < bytes.length; at += bufferSize) {
      reader.feed(bytes, at, Math.min(bufferSize, bytes.length - at), event -> {});
    }
    reader.end(event -> {});
  }

  private static List<Integer> everywhere(byte[] bytes) {
    List<Integer> all = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      all.add(at);
    }
    return all;
  }

  /** Feeds each piece in a buffer that is overwritten afterwards, as the network's are. */
  private static List<String> events(FrameReader reader, byte[] bytes, List<Integer> splits) {
    List<String> events = new ArrayList<>();
    List<Integer> ends = new ArrayList<>(splits);
    ends.add(bytes.length);
    int from = 0;
    for (int end : ends) {
      byte[] piece = Arrays.copyOfRange(bytes, from, end);
      reader.feed(piece, 0, piece.length, event -> events.add(event.name() + "|" + event.text()));
      Arrays.fill(piece, (byte) '#');
      from = end;
    }
    reader.end(event -> events.add(event.name() + "|" + event.text()));
    return events;
  }
}
