package dev.sluice.moderation.vendor.guard;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Qwen3Guard-Gen.
 *
 * @see <a href="https://github.com/QwenLM/Qwen3Guard">its description</a>
 */
final class Qwen3Guard implements GuardFamily {
  private static final int MAX_TOKENS = 128;

  private static final Pattern VERDICT =
      Pattern.compile(
          "Safety: *(Safe|Unsafe|Controversial)\\s+Categories: *([^\\n]+?)\\s*"
              + "(?:Refusal: *(?:Yes|No))?\\s*");

  private static final Map<String, Category> CATEGORIES =
      Map.of(
          "Violent", Category.VIOLENCE_TERROR,
          "Non-violent Illegal Acts", Category.CONTRABAND,
          "Sexual Content or Sexual Acts", Category.PORNOGRAPHY,
          "PII", Category.PRIVACY,
          "Personally Identifiable Information", Category.PRIVACY,
          "Suicide & Self-Harm", Category.SELF_HARM,
          "Unethical Acts", Category.VALUES,
          "Politically Sensitive Topics", Category.POLITICAL,
          "Copyright Violation", Category.MISINFORMATION,
          "Jailbreak", Category.PROMPT_ATTACK);

  private final Action controversial;

  private Qwen3Guard(Action controversial) {
    this.controversial = controversial;
  }

  static Qwen3Guard of(Settings settings) {
    settings.onlyOptions("family", "max-chars", "controversial");
    String action = settings.option("controversial", "review", Set.of("review", "block"));
    return new Qwen3Guard(action.equals("block") ? Action.BLOCK : Action.REVIEW);
  }

  @Override
  public Set<Category> coverage() {
    return Set.copyOf(CATEGORIES.values());
  }

  @Override
  public List<Question> questions(Inquiry inquiry) {
    return List.of(new Question(Conversation.of(inquiry), Json.object(), MAX_TOKENS, this::hits));
  }

  private List<Hit> hits(Wording wording) {
    Matcher verdict = VERDICT.matcher(wording.whole());
    if (!verdict.matches()) {
      throw Wording.undecided();
    }
    String safety = verdict.group(1);
    List<String> found = found(verdict.group(2));
    if (!safety.equals("Safe")) {
      Action action = safety.equals("Unsafe") ? Action.BLOCK : controversial;
      return found.isEmpty()
          ? List.of(Hit.of(Category.OTHER, action, safety))
          : found.stream().map(category -> hit(category, action, safety)).toList();
    }
    if (!found.isEmpty()) {
      throw Wording.undecided();
    }
    return List.of();
  }

  private static List<String> found(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(it -> !it.equals("None"))
        .distinct()
        .toList();
  }

  /** A category of no known name might be the judged text. */
  private static Hit hit(String category, Action action, String safety) {
    Category known = CATEGORIES.get(category);
    return known == null ? Hit.of(Category.OTHER, action, safety) : Hit.of(known, action, category);
  }
}
