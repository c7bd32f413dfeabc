package dev.sluice.moderation.vendor.guard;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Llama Guard 3 and 4, by MLCommons' hazards.
 *
 * @see <a href="https://github.com/meta-llama/PurpleLlama">its model cards</a>
 */
final class LlamaGuard implements GuardFamily {
  private static final int MAX_TOKENS = 64;

  private static final Map<String, Category> HAZARDS =
      Map.ofEntries(
          Map.entry("S1", Category.VIOLENCE_TERROR),
          Map.entry("S2", Category.CONTRABAND),
          Map.entry("S3", Category.PORNOGRAPHY),
          Map.entry("S4", Category.CHILD_SAFETY),
          Map.entry("S5", Category.MISINFORMATION),
          Map.entry("S6", Category.MISINFORMATION),
          Map.entry("S7", Category.PRIVACY),
          Map.entry("S8", Category.MISINFORMATION),
          Map.entry("S9", Category.VIOLENCE_TERROR),
          Map.entry("S10", Category.ABUSE_HATE),
          Map.entry("S11", Category.SELF_HARM),
          Map.entry("S12", Category.PORNOGRAPHY),
          Map.entry("S13", Category.POLITICAL),
          Map.entry("S14", Category.PROMPT_ATTACK));

  private LlamaGuard() {}

  static LlamaGuard of(Settings settings) {
    settings.onlyOptions("family", "max-chars");
    return new LlamaGuard();
  }

  /** Wrong facts of elections are little of politics, misused interpreters no attack on prompts. */
  @Override
  public Set<Category> coverage() {
    Set<Category> coverage = EnumSet.copyOf(HAZARDS.values());
    coverage.remove(Category.POLITICAL);
    coverage.remove(Category.PROMPT_ATTACK);
    return coverage;
  }

  @Override
  public List<Question> questions(Inquiry inquiry) {
    return List.of(
        new Question(Conversation.of(inquiry), Json.object(), MAX_TOKENS, LlamaGuard::hits));
  }

  /** The verdict stands alone on the first line, the hazards on the second. */
  private static List<Hit> hits(Wording wording) {
    List<String> lines =
        wording.whole().lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    if (lines.equals(List.of("safe"))) {
      return List.of();
    }
    if (lines.isEmpty() || !lines.get(0).equals("unsafe")) {
      throw Wording.undecided();
    }
    String codes = lines.size() > 1 ? lines.get(1) : "";
    return Arrays.stream(codes.split(","))
        .map(String::strip)
        .distinct()
        .map(LlamaGuard::hit)
        .toList();
  }

  /** What is no code might be the judged text. */
  private static Hit hit(String code) {
    String label = code.matches("S\\d{1,2}") ? code : "unsafe";
    return Hit.of(HAZARDS.getOrDefault(code, Category.OTHER), Action.BLOCK, label);
  }
}
