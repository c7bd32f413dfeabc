package dev.sluice.moderation.vendor.shumei;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShumeiLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "politics,POLITICAL",
    "violence,VIOLENCE_TERROR",
    "porn,PORNOGRAPHY",
    "minor,CHILD_SAFETY",
    "ban,CONTRABAND",
    "fraud,CONTRABAND",
    "abuse,ABUSE_HATE",
    "privacy,PRIVACY",
    "ad,SPAM_AD",
    "ad_law,SPAM_AD",
    "meaningless,SPAM_AD",
    "blacklist,CUSTOM",
    "novelty,OTHER",
    "normal,OTHER"
  })
  void shouldKnowTheCategory_orSayOther(String label, Category category) {
    assertThat(ShumeiLabels.category(label)).isEqualTo(category);
  }
}
