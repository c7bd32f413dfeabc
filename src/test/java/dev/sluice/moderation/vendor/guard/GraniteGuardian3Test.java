package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorFailure;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraniteGuardian3Test extends GuardModelContract {
  GraniteGuardian3Test() {
    super("guard-granite-3.json", "options.family", "granite-3");
  }

  @Test
  void shouldClaimWhatItIsAskedFor() {
    assertThat(protocol().capabilities().coverage().inputs())
        .containsExactlyInAnyOrder(Category.CONTRABAND, Category.PROMPT_ATTACK);
    assertThat(protocol().capabilities().coverage().answers()).containsExactly(Category.CONTRABAND);
    assertThat(protocol().capabilities().shieldsPrompts()).isTrue();
    assertThat(protocol(with("options.criteria", "violence")).capabilities().shieldsPrompts())
        .isFalse();
  }

  @Test
  void shouldPassNoAnswer_whenItIsAskedOfPromptsOnly() {
    Inquiry answer =
        new Inquiry("x", Direction.OUTPUT, "", NONCE, Optional.empty(), true, true, NONCE);
    ScriptedCalls calls = new ScriptedCalls(List.of());

    assertThatThrownBy(
            () ->
                protocol(with("options.criteria", "jailbreak"))
                    .judge(answer, calls)
                    .await()
                    .indefinitely())
        .isInstanceOfSatisfying(
            VendorFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(VendorFailure.Kind.UNFIT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"harm,love", "custom", ","})
  void shouldNameTheOption_whenThereIsNoSuchCriterion(String criteria) {
    assertThatThrownBy(() -> protocol(with("options.criteria", criteria)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.criteria");
  }
}
