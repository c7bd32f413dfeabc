package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlamaGuardTest extends GuardModelContract {
  LlamaGuardTest() {
    super("guard-llama.json", "options.family", "llama-guard");
  }

  @Test
  void shouldNotClaimPolitics_whichItKnowsAsElectionsOnly() {
    Capabilities capabilities = protocol().capabilities();

    assertThat(capabilities.coverage().inputs())
        .contains(Category.CHILD_SAFETY, Category.ABUSE_HATE)
        .doesNotContain(Category.POLITICAL, Category.PROMPT_ATTACK);
    assertThat(capabilities.session()).isEqualTo(Capabilities.Session.WHOLE);
    assertThat(capabilities.shieldsPrompts()).isFalse();
  }

  @Test
  void shouldSendNoKey_whenThereIsNone() {
    Map<String, String> settings = asMap();
    settings.remove("api-key");
    String safe = "{\"choices\":[{\"message\":{\"content\":\"safe\"},\"finish_reason\":\"stop\"}]}";
    ScriptedCalls calls =
        new ScriptedCalls(
            List.of(new VendorAnswer(200, Map.of(), safe.getBytes(StandardCharsets.UTF_8))));
    Inquiry inquiry =
        new Inquiry("x", Direction.INPUT, "", NONCE, Optional.empty(), true, true, NONCE);

    assertThat(protocol(settings).judge(inquiry, calls).await().indefinitely().hits()).isEmpty();

    assertThat(headers(calls.requests().get(0))).doesNotContainKey("authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "options.family,llama",
    "options.controversial,block",
    "options.max-chars,none",
    "options.misspelt,1"
  })
  void shouldNameTheOption_whenItIsWrong(String key, String value) {
    assertThatThrownBy(() -> protocol(with(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v." + key);
  }
}
