package dev.sluice.moderation.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuaweiLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "politics,POLITICAL",
    "terrorism,VIOLENCE_TERROR",
    "porn,PORNOGRAPHY",
    "ban,CONTRABAND",
    "abuse,ABUSE_HATE",
    "ad,SPAM_AD",
    "ad_law,SPAM_AD",
    "meaningless,SPAM_AD",
    "customized,CUSTOM",
    "novelty,OTHER"
  })
  void shouldKnowTheCategory_orSayOther(String label, Category category) {
    assertThat(HuaweiLabels.category(label)).isEqualTo(category);
  }
}
