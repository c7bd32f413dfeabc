package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraniteGuardian4Test extends GuardModelContract {
  GraniteGuardian4Test() {
    super(
        "guard-granite-4.json",
        "options.family",
        "granite-4",
        "options.criteria",
        "harm,jailbreak,custom",
        "options.custom-criterion",
        "The text names a competitor.");
  }

  /** The last message is the criterion. */
  @Override
  protected String textIn(VendorRequest request) {
    JsonNode messages = json(request).path("messages");
    return messages.get(messages.size() - 2).path("content").textValue();
  }

  @Test
  void shouldNameTheOption_whenTheOwnCriterionIsMissing() {
    Map<String, String> settings = asMap();
    settings.remove("options.custom-criterion");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.custom-criterion");
  }
}
