package dev.sluice.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"13812341234", "+86 138-1234-1234", "008613812341234", "(86) 138 1234 1234"})
  void shouldBeTheSame_howeverItIsWritten(String text) {
    assertThat(PhoneNumber.of(text)).contains(new PhoneNumber("13812341234"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1381234123", "138123412345", "12812341234", "+4915112345678", "x"})
  void shouldBeNone_whenItIsNoMobileNumber(String text) {
    assertThat(PhoneNumber.of(text)).isEmpty();
  }

  @Test
  void shouldNotShowItself_whenPrinted() {
    assertThat(new PhoneNumber("13812341234")).hasToString("138****1234");
  }
}
