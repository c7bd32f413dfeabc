package dev.sluice.moderation.vendor;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Labels to each of which a vendor gives a flag and a score from 0 to 1. A label that we count on
 * and that an answer lacks was not judged, so such an answer is a failure; one that we do not know
 * is OTHER.
 */
public final class ScoredLabels {
  private static final Map<String, Action> BY_FLAG =
      Map.of("block", Action.BLOCK, "review", Action.REVIEW, "pass", Action.PASS);

  private final Map<String, Category> known;
  private final Thresholds thresholds;
  private final Action flagged;

  private ScoredLabels(Map<String, Category> known, Thresholds thresholds, Action flagged) {
    this.known = Map.copyOf(known);
    this.thresholds = thresholds;
    this.flagged = flagged;
  }

  /**
   * Reads the thresholds (0.3 for review and 0.5 for block, unless configured) and what a flag
   * amounts to whatever the score, and refuses options that are neither these nor {@code others}.
   */
  public static ScoredLabels of(Settings settings, Map<String, Category> known, String... others) {
    List<String> options = new ArrayList<>(List.of(others));
    options.addAll(Thresholds.options(known.keySet()));
    options.add("flags");
    settings.onlyOptions(options.toArray(String[]::new));
    String flags = settings.option("flags", "block", BY_FLAG.keySet());
    Thresholds thresholds = Thresholds.of(settings, known.keySet(), settings::option, 0.3, 0.5);
    return new ScoredLabels(known, thresholds, BY_FLAG.get(flags));
  }

  public Set<Category> coverage() {
    return Set.copyOf(known.values());
  }

  /** What a flag amounts to. */
  public Action flagged() {
    return flagged;
  }

  /**
   * What is found.
   *
   * @param result with the objects {@code categories} and {@code category_scores}
   */
  public List<Hit> hits(Reply result) {
    Reply flags = result.object("categories");
    Reply scores = result.object("category_scores");
    Set<String> labels = new LinkedHashSet<>(flags.names());
    labels.addAll(scores.names());
    labels.addAll(known.keySet());
    return labels.stream().flatMap(label -> hit(label, flags, scores).stream()).toList();
  }

  private Optional<Hit> hit(String label, Reply flags, Reply scores) {
    boolean counted = known.containsKey(label);
    boolean flag = (counted || flags.has(label)) && flags.flag(label);
    OptionalDouble score =
        counted || scores.has(label)
            ? OptionalDouble.of(share(scores, label))
            : OptionalDouble.empty();
    Action action = flag ? flagged : Action.PASS;
    action = action.or(thresholds.action(label, score.orElse(0)));
    if (action == Action.PASS) {
      return Optional.empty();
    }
    Category category = known.getOrDefault(label, Category.OTHER);
    String word = counted ? label : Answers.code(label);
    return Optional.of(new Hit(category, action, word, percent(score), List.of()));
  }

  private static double share(Reply scores, String label) {
    double share = scores.number(label);
    if (share < 0 || share > 1) {
      throw scores.unreadable(label);
    }
    return share;
  }

  private static OptionalDouble percent(OptionalDouble share) {
    return share.isPresent() ? OptionalDouble.of(share.getAsDouble() * 100) : share;
  }
}
