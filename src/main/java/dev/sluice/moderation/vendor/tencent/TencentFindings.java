package dev.sluice.moderation.vendor.tencent;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What text moderation found: a suggestion for the whole text, and one for each model and list. */
final class TencentFindings {
  private TencentFindings() {}

  static Judgement judgement(Reply response, String text) {
    Optional<Action> whole = suggestion(response);
    List<Hit> hits = new ArrayList<>();
    for (Reply detail : response.optionalObjects("DetailResults").orElseGet(List::of)) {
      suggestion(detail).ifPresent(it -> hits.add(hit(detail, it, text)));
    }
    if (whole.isEmpty() && !hits.isEmpty()) {
      throw Reply.failure("a pass in spite of its details");
    }
    whole.filter(it -> nobodySays(it, hits)).ifPresent(it -> hits.add(0, hit(response, it, text)));
    return Judgement.of(hits);
  }

  private static boolean nobodySays(Action whole, List<Hit> hits) {
    return hits.stream().noneMatch(it -> it.suggested().compareTo(whole) >= 0);
  }

  private static Optional<Action> suggestion(Reply reply) {
    return switch (reply.text("Suggestion")) {
      case "Pass" -> Optional.empty();
      case "Review" -> Optional.of(Action.REVIEW);
      case "Block" -> Optional.of(Action.BLOCK);
      default -> throw reply.unreadable("Suggestion");
    };
  }

  private static Hit hit(Reply found, Action action, String text) {
    String label = found.optionalText("Label").orElse("");
    String sub = found.optionalText("SubLabel").orElse("");
    boolean listed = found.optionalText("LibId").filter(it -> !it.isEmpty()).isPresent();
    Category category = listed ? Category.CUSTOM : TencentLabels.category(label, sub);
    String raw = sub.isEmpty() ? label : label + "/" + sub;
    return new Hit(category, action, raw, score(found), spans(found, text));
  }

  private static OptionalDouble score(Reply found) {
    OptionalDouble score = found.optionalNumber("Score");
    return score.isPresent() && score.getAsDouble() >= 0 && score.getAsDouble() <= 100
        ? score
        : OptionalDouble.empty();
  }

  /** None if one of the snippets may lie anywhere. */
  private static List<Span> spans(Reply found, String text) {
    List<List<Span>> snippets =
        found.optionalObjects("HitSnippetInfos").orElseGet(List::of).stream()
            .map(it -> TencentSnippets.spans(it, text))
            .toList();
    return snippets.contains(List.<Span>of())
        ? List.of()
        : snippets.stream().flatMap(List::stream).toList();
  }
}
