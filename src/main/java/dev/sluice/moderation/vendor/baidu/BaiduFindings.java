package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.Action;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the content censor concluded of a text, and found in it. */
final class BaiduFindings {
  private BaiduFindings() {}

  static Judgement judgement(Reply reply, String text) {
    Optional<Action> whole = conclusion(reply);
    List<Reply> data = reply.optionalObjects("data").orElseGet(List::of);
    data.forEach(BaiduFindings::requireWhole);
    if (whole.isEmpty()) {
      requireHarmless(data);
      return Judgement.of(List.of());
    }
    List<Hit> hits = data.stream().flatMap(it -> hit(it, whole.get(), text).stream()).toList();
    String raw = "conclusionType:" + reply.integer("conclusionType");
    return Judgement.of(Levels.reaching(whole.get(), hits, raw));
  }

  /** A text that passes has no findings, unless the customer's list of harmless texts has it. */
  private static void requireHarmless(List<Reply> data) {
    boolean listed = data.stream().anyMatch(it -> BaiduTypes.isHarmless(it.integer("type")));
    if (!listed && data.stream().anyMatch(it -> conclusion(it).isPresent())) {
      throw Reply.failure("a pass in spite of its details");
    }
  }

  /** One of its models failed: what the others say is not the whole truth. */
  private static void requireWhole(Reply found) {
    if (found.optionalCode("error_code").filter(it -> !it.equals("0")).isPresent()) {
      throw Reply.failure("a part of the check failed");
    }
  }

  private static Optional<Action> conclusion(Reply reply) {
    long type = reply.integer("conclusionType");
    if (type == 1) {
      return Optional.empty();
    }
    if (type == 2) {
      return Optional.of(Action.BLOCK);
    }
    if (type == 3) {
      return Optional.of(Action.REVIEW);
    }
    throw Reply.failure("an inconclusive check, conclusionType " + type);
  }

  private static Optional<Hit> hit(Reply found, Action whole, String text) {
    long type = found.integer("type");
    long subType = found.has("subType") ? found.integer("subType") : 0;
    Optional<Action> own = found.has("conclusionType") ? conclusion(found) : Optional.of(whole);
    return own.filter(it -> !BaiduTypes.isHarmless(type))
        .map(
            action ->
                new Hit(
                    BaiduTypes.category(type, subType),
                    action,
                    type + "/" + subType,
                    score(found),
                    spans(found, text)));
  }

  private static List<Reply> matches(Reply found) {
    return found.optionalObjects("hits").orElseGet(List::of);
  }

  private static OptionalDouble score(Reply found) {
    return matches(found).stream()
        .flatMapToDouble(it -> it.optionalNumber("probability").stream())
        .filter(it -> it >= 0 && it <= 1)
        .map(it -> it * 100)
        .max();
  }

  /** A match without words, as those of its models are, may lie anywhere. */
  private static List<Span> spans(Reply found, String text) {
    List<String> words = new ArrayList<>();
    for (Reply match : matches(found)) {
      words.addAll(Occurrences.quoted(match.texts("words")));
    }
    return Occurrences.of(text, words);
  }
}
