package dev.sluice.moderation.vendor.yidun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YidunLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "100,PORNOGRAPHY",
    "110,SEXUAL_SUGGESTIVE",
    "200,SPAM_AD",
    "210,SPAM_AD",
    "260,SPAM_AD",
    "300,VIOLENCE_TERROR",
    "400,CONTRABAND",
    "500,POLITICAL",
    "600,ABUSE_HATE",
    "700,SPAM_AD",
    "800,GORE",
    "900,OTHER",
    "1100,VALUES",
    "1,OTHER"
  })
  void shouldKnowTheCategory_orSayOther(String label, Category category) {
    assertThat(YidunLabels.category(label)).isEqualTo(category);
  }
}
