package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShieldGemmaTest extends GuardModelContract {
  ShieldGemmaTest() {
    super(
        "guard-shieldgemma.json",
        "options.family",
        "shieldgemma",
        "options.policies",
        "hate,sexual",
        "options.guideline-hate",
        "no hate",
        "options.guideline-sexual",
        "no explicit text");
  }

  @Test
  void shouldAskForEveryPolicyInItsOwnWords_whenNothingIsConfigured() {
    Map<String, String> settings = asMap();
    settings.keySet().removeIf(key -> key.matches("options\\.(policies|guideline.*)"));
    String no = "{\"choices\":[{\"message\":{\"content\":\"No\"},\"finish_reason\":\"stop\"}]}";
    VendorAnswer answer = new VendorAnswer(200, Map.of(), no.getBytes(StandardCharsets.UTF_8));
    ScriptedCalls calls = new ScriptedCalls(Collections.nCopies(8, answer));

    for (Direction direction : Direction.values()) {
      Inquiry inquiry = new Inquiry("x", direction, "", NONCE, Optional.empty(), true, true, NONCE);
      assertThat(protocol(settings).judge(inquiry, calls).await().indefinitely().hits()).isEmpty();
    }

    assertThat(calls.requests())
        .extracting(it -> json(it).at("/chat_template_kwargs/guideline").textValue())
        .doesNotHaveDuplicates()
        .hasSize(8)
        .allMatch(it -> it.startsWith("\"No "));
    assertThat(protocol(settings).capabilities().coverage().inputs())
        .containsExactlyInAnyOrder(
            Category.ABUSE_HATE, Category.PORNOGRAPHY, Category.VIOLENCE_TERROR);
  }

  @Test
  void shouldNameTheOption_whenThereIsNoSuchPolicy() {
    assertThatThrownBy(() -> protocol(with("options.policies", "hate, love")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.policies");
  }
}
