package dev.sluice.moderation.vendor.baidu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.VendorCassette.Kind;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaiduLlmProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "baidu-llm.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "baidu-llm",
        "access-key-id", "ak-s3cret",
        "access-key-secret", "sk-s3cret",
        "service", "t",
        "options.app-id", "app",
        "options.hit-types", "100:POLITICAL, 200:PORNOGRAPHY");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret");
  }

  /** It publishes no code for a used-up quota. */
  @Override
  protected Set<Kind> inexpressible() {
    return Set.of(Kind.QUOTA);
  }

  @Override
  protected String textIn(VendorRequest request) {
    boolean prompt = request.uri().endsWith("/input/analyze");
    return json(request).path(prompt ? "query" : "content").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    URI uri = URI.create(request.uri());
    assertThat(request.headers())
        .isEqualTo(
            new BceSignature("ak-s3cret", "sk-s3cret")
                .headers(uri.getAuthority(), uri.getRawPath(), NOW));
  }

  @Test
  void shouldCoverWhatTheTableOfTypesNames() {
    assertThat(protocol().capabilities().coverage().inputs())
        .containsExactlyInAnyOrder(Category.POLITICAL, Category.PORNOGRAPHY, Category.OTHER);
  }

  @Test
  void shouldNameTheKey_whenTheTableOfTypesIsWrong() {
    Map<String, String> settings = asMap();
    settings.put("options.hit-types", "100:POLITICS");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.hit-types");
  }
}
