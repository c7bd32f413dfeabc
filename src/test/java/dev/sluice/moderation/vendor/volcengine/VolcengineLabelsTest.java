package dev.sluice.moderation.vendor.volcengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolcengineLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "10102000,POLITICAL",
    "10107000,POLITICAL",
    "10103005,ABUSE_HATE",
    "10103006,OTHER",
    "10104000,PORNOGRAPHY",
    "10109000,MISINFORMATION",
    "10112000,DISCRIMINATION",
    "10113002,CONTRABAND",
    "10116000,OTHER",
    "10304000,PRIVACY",
    "103,PRIVACY",
    "10401004,PROMPT_ATTACK",
    "10600000,CUSTOM",
    "10701001,SPAM_AD",
    "101,OTHER",
    "999,OTHER"
  })
  void shouldKnowTheCategory_orSayOther(String label, Category category) {
    assertThat(VolcengineLabels.category(label)).isEqualTo(category);
  }
}
