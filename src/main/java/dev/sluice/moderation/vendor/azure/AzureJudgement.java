package dev.sluice.moderation.vendor.azure;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Azure says of a text: severities, which it leaves to us to judge, and words of our lists.
 */
final class AzureJudgement {
  private final AzureSettings settings;

  AzureJudgement(AzureSettings settings) {
    this.settings = settings;
  }

  List<Hit> analysed(Reply reply, String text) {
    List<Hit> hits = new ArrayList<>(listed(reply, text));
    boolean halted = settings.halt() && !hits.isEmpty();
    List<Reply> analysis = reply.optionalObjects("categoriesAnalysis").orElseGet(List::of);
    if (!halted && !categories(analysis).containsAll(AzureSettings.CATEGORIES)) {
      throw reply.unreadable("categoriesAnalysis");
    }
    analysis.forEach(it -> severe(it).ifPresent(hits::add));
    return hits;
  }

  static List<Hit> shielded(Reply reply) {
    boolean attack = reply.object("userPromptAnalysis").flag("attackDetected");
    return attack
        ? List.of(Hit.of(Category.PROMPT_ATTACK, Action.BLOCK, "userPromptAnalysis"))
        : List.of();
  }

  private static Set<String> categories(List<Reply> analysis) {
    return analysis.stream().map(it -> it.text("category")).collect(Collectors.toSet());
  }

  private Optional<Hit> severe(Reply analysis) {
    String label = analysis.text("category");
    long severity = analysis.integer("severity");
    if (severity < 0 || severity > settings.highest()) {
      throw analysis.unreadable("severity");
    }
    Action action = settings.thresholds().action(label, severity);
    if (action == Action.PASS) {
      return Optional.empty();
    }
    double score = 100.0 * severity / settings.highest();
    return Optional.of(
        new Hit(
            category(label, action),
            action,
            Answers.code(label),
            OptionalDouble.of(score),
            List.of()));
  }

  /** What is sexual but not enough to block is suggestive. */
  private static Category category(String label, Action action) {
    return switch (label) {
      case "Hate" -> Category.ABUSE_HATE;
      case "SelfHarm" -> Category.SELF_HARM;
      case "Sexual" -> action == Action.BLOCK ? Category.PORNOGRAPHY : Category.SEXUAL_SUGGESTIVE;
      case "Violence" -> Category.VIOLENCE_TERROR;
      default -> Category.OTHER;
    };
  }

  /** Where lists are asked for, the answer must tell of them. */
  private List<Hit> listed(Reply reply, String text) {
    List<Reply> matches =
        settings.blocklists().isEmpty()
            ? reply.optionalObjects("blocklistsMatch").orElseGet(List::of)
            : reply.objects("blocklistsMatch");
    return matches.stream().map(it -> listedHit(it, text)).toList();
  }

  private static Hit listedHit(Reply match, String text) {
    String list = Answers.code(match.text("blocklistName"));
    String id = match.optionalText("blocklistItemId").map(it -> "/" + Answers.code(it)).orElse("");
    String word = match.optionalText("blocklistItemText").orElse("");
    return new Hit(
        Category.CUSTOM,
        Action.BLOCK,
        list + id,
        OptionalDouble.empty(),
        Occurrences.of(text, List.of(word)));
  }
}
