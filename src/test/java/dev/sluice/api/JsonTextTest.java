package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Provide
  Arbitrary<String> texts() {
    return AnyText.utf16();
  }

  @Property(tries = 2000)
  void shouldReadBackAsWritten_whateverTheText(@ForAll("texts") String text) throws IOException {
    // when
    byte[] written = quoted(text);
    // then
    assertThat(JSON.readTree(written).textValue()).isEqualTo(text);
    assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
  }

  @Example
  void shouldWriteEveryUnitReadably_whenEachStandsAlone() throws IOException {
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      String text = String.valueOf((char) unit);
      assertThat(JSON.readTree(quoted(text)).textValue()).isEqualTo(text);
    }
  }

  @Example
  void shouldKeepEmojiWhole_whenItIsOnePair() {
    assertThat(new String(quoted("😀"), StandardCharsets.UTF_8)).isEqualTo("\"😀\"");
  }

  @Example
  void shouldEscapeHalfAnEmoji_whenItIsSplit() {
    assertThat(new String(quoted("\ud83d"), StandardCharsets.UTF_8)).isEqualTo("\"\\ud83d\"");
  }

  private static byte[] quoted(String text) {
    return new FrameBuffer().put("\"").putJson(text).put("\"").take().getBytes();
  }
}
