package dev.sluice.moderation.vendor.shumei;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShumeiProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "shumei.json";
  }

  @Override
  protected List<String> settings() {
    return List.of("type", "shumei", "api-key", "key-of-ours");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("api-key");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(request).at("/data/text").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    assertThat(json(request).path("accessKey").textValue()).isEqualTo("key-of-ours");
  }

  @Test
  void shouldClaimOnlyWhatItIsAskedFor() {
    assertThat(protocol().capabilities().coverage().inputs())
        .contains(Category.POLITICAL)
        .doesNotContain(Category.CHILD_SAFETY);
    assertThat(
            protocol(with("options.type", "TEXTRISK_TEXTMINOR")).capabilities().coverage().inputs())
        .contains(Category.POLITICAL, Category.CHILD_SAFETY);
    assertThat(protocol(with("options.type", "TEXTMINOR")).capabilities().coverage().inputs())
        .containsExactly(Category.CHILD_SAFETY);
  }

  @Test
  void shouldClaimTheLanguageItIsAskedIn() {
    Capabilities any = protocol(with("options.language", "auto")).capabilities();

    assertThat(protocol().capabilities().languages()).containsExactly("zh");
    assertThat(any.languages()).isEmpty();
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> settings = asMap();
    settings.put(key, value);
    return settings;
  }
}
