package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all families of guard models have in common. */
abstract class GuardModelContract extends VendorContract {
  private final String cassettes;
  private final List<String> family;

  /**
   * @param options names and values, in turn
   */
  GuardModelContract(String cassettes, String... options) {
    this.cassettes = cassettes;
    this.family = List.of(options);
  }

  @Override
  protected final String cassettes() {
    return cassettes;
  }

  @Override
  protected final List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "type", "guard-model",
                "base-url", "http://guard.example:8000/v1",
                "api-key", "key-of-ours",
                "service", "guard"));
    settings.addAll(family);
    return settings;
  }

  @Override
  protected final List<String> neededSettings() {
    return List.of("base-url", "service", "options.family");
  }

  /** The last message is what is judged. */
  @Override
  protected String textIn(VendorRequest request) {
    JsonNode messages = json(request).path("messages");
    return messages.get(messages.size() - 1).path("content").textValue();
  }

  @Override
  protected final void assertAuthentic(VendorRequest request) {
    assertThat(headers(request)).containsEntry("authorization", "Bearer key-of-ours");
  }

  protected final Map<String, String> with(String key, String value) {
    Map<String, String> settings = asMap();
    settings.put(key, value);
    return settings;
  }
}
