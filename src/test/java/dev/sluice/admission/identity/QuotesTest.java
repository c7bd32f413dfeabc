package dev.sluice.admission.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Refusal;
import dev.sluice.model.privacy.PhoneNumber;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotesTest {
  private static final Person PHONE = Person.of(new PhoneNumber("13812341234"));
  private static final Person CITIZEN =
      Person.of(new IdNumber("11010519491231002X"), "Ann-Mary Lee");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13812341234",
        "call +86 138 1234 1234",
        "138-1234-1234",
        "138.1234.1234 again",
        "１３８ １２３４ １２３４",
        "T-138\u20111234\u200b1234"
      })
  void shouldRefuse_whateverStandsBetweenTheDigits(String text) {
    assertThatThrownBy(() -> Quotes.check(PHONE, "ticket", text))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageContaining("'ticket'")
        .hasMessageNotContaining("1234");
  }

  @ParameterizedTest
  @ValueSource(strings = {"110105 19491231 002x", "about annmary lee", "ANN MARY LEE"})
  void shouldRefuse_whenNumberOrNameIsQuoted(String text) {
    assertThatThrownBy(() -> Quotes.check(CITIZEN, "reason", text))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void shouldTakeWhatQuotesNobody() {
    Person blank = Person.ofReference("--", Optional.empty());

    assertThatCode(() -> Quotes.check(PHONE, "ticket", "T-138")).doesNotThrowAnyException();
    assertThatCode(() -> Quotes.check(CITIZEN, "ticket", "Ann")).doesNotThrowAnyException();
    assertThatCode(() -> Quotes.check(blank, "ticket", "T--1")).doesNotThrowAnyException();
  }
}
