package dev.sluice.moderation.vendor.mistral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MistralProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "mistral.json";
  }

  @Override
  protected List<String> settings() {
    return List.of("type", "mistral", "api-key", "key-of-ours");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("api-key");
  }

  /** The last turn, or the text alone. */
  @Override
  protected String textIn(VendorRequest request) {
    JsonNode input = json(request).path("input");
    return (input.isArray() ? input.get(input.size() - 1).path("content") : input).textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    assertThat(headers(request)).containsEntry("authorization", "Bearer key-of-ours");
  }

  @Test
  void shouldClaimWhatItsModelJudges() {
    Map<String, String> older = asMap();
    older.put("service", "mistral-moderation-2411");

    assertThat(protocol().capabilities().shieldsPrompts()).isTrue();
    assertThat(protocol().capabilities().coverage().inputs()).contains(Category.PROMPT_ATTACK);
    assertThat(protocol(older).capabilities().shieldsPrompts()).isFalse();
    assertThat(protocol(older).capabilities().coverage().inputs())
        .contains(Category.CONTRABAND)
        .doesNotContain(Category.PROMPT_ATTACK);
  }
}
