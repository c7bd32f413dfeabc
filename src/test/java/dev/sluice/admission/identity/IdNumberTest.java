package dev.sluice.admission.identity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTest {
  /** The example of the standard itself. */
  private static final String EXAMPLE = "11010519491231002X";

  @Test
  void shouldTakeTheStandardsExamples() {
    assertThat(IdNumber.of(EXAMPLE).orElseThrow().text()).isEqualTo(EXAMPLE);
    assertThat(IdNumber.of(" 11010519491231002x ").orElseThrow().text()).isEqualTo(EXAMPLE);
    assertThat(IdNumber.of("440524188001010014")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "110105194912310021", // another check digit
        "110105194913310020", // a thirteenth month
        "010105194912310028",
        "11010519491231002",
        "1101051949123100２X"
      })
  void shouldRefuse_whenItIsNone(String text) {
    assertThat(IdNumber.of(text)).isEmpty();
  }

  @Property
  void shouldNotice_whenOneDigitIsAnother(
      @ForAll @IntRange(max = 16) int place, @ForAll @IntRange(min = 1, max = 9) int more) {
    char wrong = (char) ('0' + (EXAMPLE.charAt(place) - '0' + more) % 10);
    String text = EXAMPLE.substring(0, place) + wrong + EXAMPLE.substring(place + 1);

    assertThat(IdNumber.of(text)).isEmpty();
  }

  @Test
  void shouldNotShowItself_whenPrinted() {
    IdNumber number = IdNumber.of(EXAMPLE).orElseThrow();

    assertThat(number).hasToString("1101**********002X");
    assertThat(Person.of(number, "张三")).hasToString("ID_NUMBER 张* 1101**********002X");
  }
}
