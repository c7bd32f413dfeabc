package dev.sluice.moderation.vendor.guard;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Settings;
import java.util.List;
import java.util.Set;

/** How guard models of one make are asked and understood. */
interface GuardFamily {
  Set<String> NAMES =
      Set.of("llama-guard", "qwen3guard", "shieldgemma", "granite-3", "granite-3.3", "granite-4");

  Set<Category> coverage();

  /** All of them have to be answered. None: they cannot judge such a text. */
  List<Question> questions(Inquiry inquiry);

  /** The one that the option {@code family} names. */
  static GuardFamily of(Settings settings) {
    settings.option("family");
    String name = settings.option("family", "", NAMES);
    return switch (name) {
      case "llama-guard" -> LlamaGuard.of(settings);
      case "qwen3guard" -> Qwen3Guard.of(settings);
      case "shieldgemma" -> ShieldGemma.of(settings);
      default -> GraniteGuardian.of(settings, name);
    };
  }
}
