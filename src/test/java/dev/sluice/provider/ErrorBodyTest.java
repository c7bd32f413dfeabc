package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorBodyTest {

  @Test
  void shouldNotCutACharacterInTwo_whenItStandsAtTheBound() {
    String text = "x".repeat(299) + "😀";

    assertThat(ErrorBody.bounded(text)).isEqualTo("x".repeat(299));
  }

  @Test
  void shouldKeepText_whenItFits() {
    assertThat(ErrorBody.bounded("x".repeat(300))).hasSize(300);
  }

  @Test
  void shouldHideAKey_whenItIsQuotedWholeOrInPart() {
    String theirs = "Bad key secret-1, sk-abcd****wxyz or AIzaSyA*** given";

    assertThat(ErrorBody.sentence(theirs, Optional.of("secret-1"), "none"))
        .isEqualTo("Bad key ***, *** or *** given");
  }
}
