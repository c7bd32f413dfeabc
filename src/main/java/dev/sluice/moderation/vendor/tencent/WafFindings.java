package dev.sluice.moderation.vendor.tencent;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the firewall found, and what its rule does about it. Only the word for refusing is
 * documented; an action that neither it nor the configuration knows decides nothing.
 */
final class WafFindings {
  private static final Map<String, Category> BY_WORD = new LinkedHashMap<>();

  static {
    BY_WORD.put("politic", Category.POLITICAL);
    BY_WORD.put("政治", Category.POLITICAL);
    BY_WORD.put("涉政", Category.POLITICAL);
    BY_WORD.put("porn", Category.PORNOGRAPHY);
    BY_WORD.put("色情", Category.PORNOGRAPHY);
    BY_WORD.put("terror", Category.VIOLENCE_TERROR);
    BY_WORD.put("violen", Category.VIOLENCE_TERROR);
    BY_WORD.put("暴", Category.VIOLENCE_TERROR);
    BY_WORD.put("abuse", Category.ABUSE_HATE);
    BY_WORD.put("谩骂", Category.ABUSE_HATE);
    BY_WORD.put("illegal", Category.CONTRABAND);
    BY_WORD.put("违法", Category.CONTRABAND);
  }

  /** It looks for attacks in what goes to a model, and for private data in what comes from it. */
  static final Coverage COVERAGE =
      new Coverage(
          Set.of(Category.POLITICAL, Category.PORNOGRAPHY, Category.PROMPT_ATTACK),
          Set.of(Category.POLITICAL, Category.PORNOGRAPHY, Category.PRIVACY));

  private final Set<String> pass;
  private final Set<String> review;

  WafFindings(Set<String> pass, Set<String> review) {
    this.pass = pass;
    this.review = review;
  }

  Judgement judgement(Reply data) {
    String word = data.text("Action");
    if (word.equals("deny")) {
      return Judgement.of(Levels.reaching(Action.BLOCK, hits(data, Action.BLOCK), "Action:deny"));
    }
    if (review.contains(word)) {
      return Judgement.of(
          Levels.reaching(Action.REVIEW, hits(data, Action.REVIEW), "Action:" + word));
    }
    if (pass.contains(word)) {
      return Judgement.of(hits(data, Action.REVIEW));
    }
    throw data.unreadable("Action");
  }

  /** Everything reported; that a rule lets it pass does not make it unsaid. */
  private static List<Hit> hits(Reply data, Action action) {
    List<Hit> hits = new ArrayList<>();
    data.optionalObjects("SensitiveResult").orElseGet(List::of).stream()
        .map(it -> it.text("Label"))
        .forEach(it -> hits.add(Hit.of(category(it), action, it)));
    data.optionalObjects("KeyWordsResult").orElseGet(List::of).stream()
        .map(it -> it.text("Id"))
        .forEach(it -> hits.add(Hit.of(category(it), action, it)));
    data.texts("DataCategoryResult").forEach(it -> hits.add(Hit.of(Category.PRIVACY, action, it)));
    data.optionalObject("PromptInjectionResult")
        .ifPresent(attack -> addAttacks(hits, attack, action));
    return hits;
  }

  private static void addAttacks(List<Hit> hits, Reply attack, Action action) {
    OptionalDouble said = attack.optionalNumber("Confidence");
    OptionalDouble score =
        said.isPresent() && said.getAsDouble() >= 0 && said.getAsDouble() <= 100
            ? said
            : OptionalDouble.empty();
    for (String kind : attack.texts("Category")) {
      hits.add(new Hit(Category.PROMPT_ATTACK, action, kind, score, List.of()));
    }
  }

  private static Category category(String word) {
    return BY_WORD.entrySet().stream()
        .filter(it -> word.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Category.OTHER);
  }
}
