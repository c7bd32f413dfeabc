package dev.sluice.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MaskedTest {

  @Test
  void shouldShowTheUsualForms_whenValuesAreWellFormed() {
    assertThat(Masked.phone("13812341234")).isEqualTo("138****1234");
    assertThat(Masked.idNumber("11010119900307123X")).isEqualTo("1101**********123X");
    assertThat(Masked.name("张三")).isEqualTo("张*");
    assertThat(Masked.name("欧阳娜娜")).isEqualTo("欧*");
    assertThat(Masked.name("𠮷田")).isEqualTo("𠮷*");
    assertThat(Masked.email("alice@example.com")).isEqualTo("a***@example.com");
  }

  @Test
  void shouldShowNothing_whenThereIsLittle() {
    assertThat(Masked.name("张")).isEqualTo("*");
    assertThat(Masked.name("")).isEqualTo("*");
    assertThat(Masked.email("a@example.com")).isEqualTo("***@example.com");
    assertThat(Masked.email("no address")).isEqualTo("***");
    assertThat(Masked.phone("1234")).isEqualTo("****");
    assertThat(Masked.other("")).isEmpty();
  }

  @Property
  void shouldHideFourDigitsAtLeast_whateverTheNumber(
      @ForAll @NumericChars @StringLength(max = 24) String digits) {
    assertHides(digits, Masked.phone(digits), 7);
    assertHides(digits, Masked.idNumber(digits), 8);
    assertHides(digits, Masked.other(digits), 4);
  }

  private static void assertHides(String clear, String masked, int mostShown) {
    long stars = masked.chars().filter(c -> c == '*').count();
    assertThat(masked).hasSameSizeAs(clear);
    assertThat(stars).isGreaterThanOrEqualTo(Math.min(4, clear.length()));
    assertThat(clear.length() - stars).isLessThanOrEqualTo(mostShown);
  }

  @Property
  void shouldShowOneCharacterOfANameAtMost(
      @ForAll @CharRange(from = '一', to = '龥') @StringLength(max = 12) String name) {
    assertThat(Masked.name(name)).hasSizeLessThanOrEqualTo(2).endsWith("*");
  }

  @Property
  void shouldShowOneCharacterOfAMailboxAtMost(
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 30) String mailbox) {
    assertThat(Masked.email(mailbox + "@x.cn"))
        .isEqualTo((mailbox.length() > 1 ? mailbox.charAt(0) : "") + "***@x.cn");
  }
}
