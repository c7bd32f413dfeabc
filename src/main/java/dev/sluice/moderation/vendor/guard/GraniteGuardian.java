package dev.sluice.moderation.vendor.guard;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Granite Guardian: one call for each criterion.
 *
 * @see <a href="https://github.com/ibm-granite/granite-guardian">its description</a>
 */
final class GraniteGuardian implements GuardFamily {
  private static final String ATTACK = "jailbreak";

  private static final Map<String, Category> CRITERIA =
      Map.of(
          "harm",
          Category.CONTRABAND,
          "social_bias",
          Category.DISCRIMINATION,
          ATTACK,
          Category.PROMPT_ATTACK,
          "violence",
          Category.VIOLENCE_TERROR,
          "profanity",
          Category.ABUSE_HATE,
          "sexual_content",
          Category.PORNOGRAPHY,
          "unethical_behavior",
          Category.VALUES,
          "custom",
          Category.CUSTOM);

  private final Set<String> criteria;
  private final GraniteDialect dialect;

  private GraniteGuardian(Set<String> criteria, GraniteDialect dialect) {
    this.criteria = criteria;
    this.dialect = dialect;
  }

  /**
   * @param version {@code granite-} and the first version that is asked like this
   */
  static GraniteGuardian of(Settings settings, String version) {
    settings.onlyOptions("family", "max-chars", "criteria", "custom-criterion");
    boolean ownWords = version.equals("granite-4");
    Map<String, Category> known = new TreeMap<>(CRITERIA);
    if (!ownWords) {
      known.remove("custom");
    }
    Set<String> criteria = settings.options("criteria", "harm,jailbreak", known.keySet());
    return new GraniteGuardian(
        criteria,
        switch (version) {
          case "granite-3" -> GraniteDialect.riskName();
          case "granite-3.3" -> GraniteDialect.criteriaId();
          default -> GraniteDialect.inWords(custom(settings, criteria));
        });
  }

  private static String custom(Settings settings, Set<String> criteria) {
    return criteria.contains("custom") ? settings.option("custom-criterion") : "";
  }

  @Override
  public Set<Category> coverage() {
    return criteria.stream().map(CRITERIA::get).collect(Collectors.toSet());
  }

  /** An answer is no attack on a prompt. */
  @Override
  public List<Question> questions(Inquiry inquiry) {
    return criteria.stream()
        .filter(it -> inquiry.direction() == Direction.INPUT || !it.equals(ATTACK))
        .map(it -> question(it, inquiry))
        .toList();
  }

  private Question question(String criterion, Inquiry inquiry) {
    return dialect.question(criterion, inquiry, wording -> hits(criterion, wording));
  }

  private List<Hit> hits(String criterion, Wording wording) {
    return dialect.met(wording)
        ? List.of(Hit.of(CRITERIA.get(criterion), Action.BLOCK, criterion))
        : List.of();
  }
}
