package dev.sluice.moderation.vendor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Qwen3GuardTest extends GuardModelContract {
  Qwen3GuardTest() {
    super("guard-qwen.json", "options.family", "qwen3guard");
  }

  @Test
  void shouldClaimPoliticsAndAttacks() {
    assertThat(protocol().capabilities().coverage().inputs())
        .contains(Category.POLITICAL, Category.PROMPT_ATTACK, Category.VALUES);
    assertThat(protocol().capabilities().shieldsPrompts()).isTrue();
  }

  @Test
  void shouldBlockTheControversial_whenConfigured() {
    String body =
        "{\"choices\":[{\"message\":{\"content\":"
            + "\"Safety: Controversial\\nCategories: None\"},\"finish_reason\":\"stop\"}]}";
    ScriptedCalls calls =
        new ScriptedCalls(
            List.of(new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8))));
    Inquiry inquiry =
        new Inquiry("x", Direction.INPUT, "", NONCE, Optional.empty(), true, true, NONCE);

    List<Hit> hits =
        protocol(with("options.controversial", "block"))
            .judge(inquiry, calls)
            .await()
            .indefinitely()
            .hits();

    assertThat(hits).extracting(Hit::suggested).containsExactly(Action.BLOCK);
  }
}
