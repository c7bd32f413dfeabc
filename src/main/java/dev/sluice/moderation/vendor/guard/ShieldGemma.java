package dev.sluice.moderation.vendor.guard;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * ShieldGemma: one call for each policy, which it is given in words.
 *
 * @see <a href="https://ai.google.dev/gemma/docs/shieldgemma">its description</a>
 */
final class ShieldGemma implements GuardFamily {
  private static final int MAX_TOKENS = 16;

  private record Policy(Category category, String title, String harm) {
    /** Prompts and answers have rules of their own. */
    String guideline(Direction direction) {
      String who =
          direction == Direction.INPUT
              ? "The prompt must not contain or ask for "
              : "The answer must not contain or encourage ";
      return "\"" + title + "\": " + who + harm;
    }
  }

  private static final Map<String, Policy> POLICIES =
      Map.of(
          "dangerous",
          new Policy(
              Category.VIOLENCE_TERROR,
              "No Dangerous Content",
              "help with harming oneself or others, such as making weapons or explosives,"
                  + " terrorism, or suicide."),
          "harassment",
          new Policy(
              Category.ABUSE_HATE,
              "No Harassment",
              "malicious, threatening, bullying or abusive words aimed at a person."),
          "hate",
          new Policy(
              Category.ABUSE_HATE,
              "No Hate Speech",
              "hatred, contempt or calls for violence against people for what they are, such as"
                  + " their race, religion, sex, age or disability."),
          "sexual",
          new Policy(
              Category.PORNOGRAPHY,
              "No Sexually Explicit Information",
              "explicit or graphic descriptions of sexual acts. Medical and educational terms are"
                  + " allowed."));

  private final Map<String, Policy> policies;
  private final Map<String, String> guidelines;

  private ShieldGemma(Map<String, Policy> policies, Map<String, String> guidelines) {
    this.policies = policies;
    this.guidelines = guidelines;
  }

  static ShieldGemma of(Settings settings) {
    List<String> names = new ArrayList<>(List.of("family", "max-chars", "policies"));
    POLICIES.keySet().forEach(policy -> names.add("guideline-" + policy));
    settings.onlyOptions(names.toArray(String[]::new));
    Map<String, Policy> policies = new TreeMap<>(POLICIES);
    String all = String.join(",", policies.keySet());
    policies.keySet().retainAll(settings.options("policies", all, POLICIES.keySet()));
    Map<String, String> guidelines = new TreeMap<>();
    for (String policy : policies.keySet()) {
      settings
          .optionalOption("guideline-" + policy)
          .ifPresent(guideline -> guidelines.put(policy, guideline));
    }
    return new ShieldGemma(policies, guidelines);
  }

  @Override
  public Set<Category> coverage() {
    return policies.values().stream().map(Policy::category).collect(Collectors.toSet());
  }

  @Override
  public List<Question> questions(Inquiry inquiry) {
    return policies.entrySet().stream()
        .map(policy -> question(policy.getKey(), policy.getValue(), inquiry))
        .toList();
  }

  private Question question(String name, Policy policy, Inquiry inquiry) {
    String own = policy.guideline(inquiry.direction());
    return new Question(
        Conversation.of(inquiry),
        Json.object().put("guideline", guidelines.getOrDefault(name, own)),
        MAX_TOKENS,
        wording -> hits(wording, policy.category(), name));
  }

  /** Yes says that the policy is violated. */
  private static List<Hit> hits(Wording wording, Category category, String name) {
    return YesNo.line(wording) ? List.of(Hit.of(category, Action.BLOCK, name)) : List.of();
  }
}
