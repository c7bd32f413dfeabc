package dev.sluice.admission.launch.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InviteCodeTest {

  @Property
  void shouldReadBackWhatItDrew_howeverItIsWritten(@ForAll long seed) {
    // given
    InviteCode code = InviteCode.draw(new Random(seed));
    // when
    String text = code.text();
    // then
    assertThat(text).matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
    assertThat(InviteCode.read(text).orElseThrow().hash()).isEqualTo(code.hash());
    String sloppy = text.toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l');
    assertThat(InviteCode.read(" " + sloppy.replace('-', ' ')).orElseThrow().hash())
        .isEqualTo(code.hash());
    assertThat(code.toString()).doesNotContain(text.substring(6));
  }

  @Property
  void shouldNotThrow_whateverIsWritten(@ForAll String text) {
    assertThat(InviteCode.read(text).map(InviteCode::text).orElse("").length()).isIn(0, 23);
  }

  @Test
  void shouldNeverDrawACodeTwice() {
    SecureRandom random = new SecureRandom();
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(drawn.add(InviteCode.draw(random).hash())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "7K3QZ-01XVM-TB8RD-5NHW", "7K3QZ-01XVM-TB8RD-5NHWU"})
  void shouldReadNothing_whenItCannotBeACode(String text) {
    assertThat(InviteCode.read(text)).isEmpty();
    assertThat(InviteCode.read("7".repeat(101))).isEmpty();
  }
}
