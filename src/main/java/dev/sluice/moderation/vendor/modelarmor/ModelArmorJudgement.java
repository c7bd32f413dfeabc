package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What Model Armor says of a text. Only an answer of which all was carried out counts: what a
 * skipped filter would have found, nobody knows.
 */
final class ModelArmorJudgement {
  private final ModelArmorSettings settings;

  ModelArmorJudgement(ModelArmorSettings settings) {
    this.settings = settings;
  }

  List<Hit> hits(Reply reply, String text) {
    Reply result = reply.object("sanitizationResult");
    if (!result.text("invocationResult").equals("SUCCESS")) {
      throw result.unreadable("invocationResult");
    }
    Set<Filter> seen = EnumSet.noneOf(Filter.class);
    List<Hit> hits = new ArrayList<>();
    for (Map.Entry<String, Reply> filter : result.object("filterResults").members()) {
      for (Map.Entry<String, Reply> found : found(filter.getValue())) {
        Optional<Filter> known = Filter.ofField(found.getKey());
        known.ifPresent(seen::add);
        hits.addAll(hits(known, Answers.code(filter.getKey()), found.getValue(), text));
      }
    }
    if (!seen.containsAll(settings.filters())) {
      throw result.unreadable("filterResults");
    }
    boolean unexplained = Filters.matched(result, "filterMatchState") && hits.isEmpty();
    return unexplained ? Levels.reaching(Action.BLOCK, hits, "filterMatchState") : hits;
  }

  /** The field that holds a filter's result tells which filter it is. */
  private static List<Map.Entry<String, Reply>> found(Reply filter) {
    if (filter.names().isEmpty()) {
      throw Reply.failure("a filter without a result");
    }
    return filter.members();
  }

  private List<Hit> hits(Optional<Filter> filter, String name, Reply result, String text) {
    if (filter.equals(Optional.of(Filter.SDP))) {
      return Sensitive.hits(result, text);
    }
    if (!Filters.matched(result)) {
      return Levels.reaching(Action.PASS, types(result), name);
    }
    return filter
        .map(known -> hits(known, result, text))
        .orElseGet(() -> List.of(Hit.of(Category.OTHER, Action.BLOCK, name)));
  }

  private List<Hit> hits(Filter filter, Reply result, String text) {
    return switch (filter) {
      case RAI -> responsible(result);
      case PI_AND_JAILBREAK -> List.of(graded(Category.PROMPT_ATTACK, "pi_and_jailbreak", result));
      case MALICIOUS_URIS -> List.of(addresses(result, text));
      case CSAM -> List.of(Hit.of(Category.CHILD_SAFETY, Action.BLOCK, "csam"));
      default -> List.of(Hit.of(Category.OTHER, Action.BLOCK, filter.option()));
    };
  }

  private List<Hit> responsible(Reply result) {
    List<Hit> hits = types(result);
    return hits.isEmpty() ? List.of(Hit.of(Category.OTHER, Action.BLOCK, "rai")) : hits;
  }

  private List<Hit> types(Reply result) {
    return result
        .optionalObject("raiFilterTypeResults")
        .map(Reply::members)
        .orElseGet(List::of)
        .stream()
        .filter(type -> Filters.matched(type.getValue(), "matchState"))
        .map(type -> graded(category(type.getKey()), Answers.code(type.getKey()), type.getValue()))
        .toList();
  }

  private static Category category(String type) {
    return switch (type) {
      case "sexually_explicit" -> Category.PORNOGRAPHY;
      case "hate_speech", "harassment" -> Category.ABUSE_HATE;
      case "dangerous" -> Category.VIOLENCE_TERROR;
      default -> Category.OTHER;
    };
  }

  /** A match that says nothing of its confidence is believed. */
  private Hit graded(Category category, String label, Reply match) {
    Optional<Confidence> confidence =
        match.optionalText("confidenceLevel").flatMap(Confidence::ofWord);
    boolean sure = confidence.map(it -> it.compareTo(settings.blockFrom()) >= 0).orElse(true);
    OptionalDouble score = confidence.map(Confidence::score).orElseGet(OptionalDouble::empty);
    return new Hit(category, sure ? Action.BLOCK : Action.REVIEW, label, score, List.of());
  }

  /** An address that does harm is no attack on the model; in an answer it must not pass either. */
  private static Hit addresses(Reply result, String text) {
    List<String> quoted =
        result.optionalObjects("maliciousUriMatchedItems").orElseGet(List::of).stream()
            .map(it -> it.optionalText("uri").orElse(""))
            .toList();
    return new Hit(
        Category.OTHER,
        Action.BLOCK,
        "malicious_uris",
        OptionalDouble.empty(),
        Occurrences.of(text, quoted));
  }
}
