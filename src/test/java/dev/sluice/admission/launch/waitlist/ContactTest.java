package dev.sluice.admission.launch.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {

  @ParameterizedTest
  @CsvSource({
    "13800138000, +8613800138000, 138****8000",
    "+86 138-0013-8000, +8613800138000, 138****8000",
    "0086 (138) 0013 8000, +8613800138000, 138****8000",
    "86 138 0013 8000, +8613800138000, 138****8000",
    "１３８００１３８０００, +8613800138000, 138****8000",
    "138.0013.8000, +8613800138000, 138****8000",
    "+44 20 7946 0958, +442079460958, +44******0958",
    "00442079460958, +442079460958, +44******0958",
    "Ann@Example.COM, ann@example.com, a***@example.com",
    "' ann@example.com ', ann@example.com, a***@example.com",
    "ａｎｎ＠example.com, ann@example.com, a***@example.com"
  })
  void shouldBeOneContact_howeverItIsWritten(String written, String canonical, String masked) {
    // when
    Contact contact = Contact.read(written).orElseThrow();
    // then
    assertThat(contact.canonical()).isEqualTo(canonical);
    assertThat(contact.masked()).isEqualTo(masked);
    assertThat(contact.toString()).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12345", "020 7946 0958", "@", "a@b", "a b@c.de", "a@@c.de", "+1", "hello"})
  void shouldBeNone_whenItIsNeither(String written) {
    assertThat(Contact.read(written)).isEmpty();
    assertThat(Contact.read("a".repeat(250) + "@c.de")).isEmpty();
  }

  @Property
  void shouldNotShowTheNumber_whateverItIs(
      @ForAll @NumericChars @StringLength(9) String rest, @ForAll boolean gaps) {
    // given
    String number = "13" + rest;
    // when
    Contact contact =
        Contact.read(gaps ? number.replaceAll("(.{3})", "$1 ") : number).orElseThrow();
    // then
    assertThat(contact.canonical()).isEqualTo("+86" + number);
    assertThat(contact.masked()).isEqualTo(number.substring(0, 3) + "****" + number.substring(7));
  }
}
