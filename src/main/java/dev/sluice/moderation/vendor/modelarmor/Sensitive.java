package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the filter for sensitive data found. It is to be masked where every finding says where it
 * is, and blocked otherwise.
 */
final class Sensitive {
  private Sensitive() {}

  /** Templates of the basic kind inspect; advanced ones may also write the text anew. */
  static List<Hit> hits(Reply result, String text) {
    Optional<Reply> inspected = result.optionalObject("inspectResult");
    Reply found = inspected.orElseGet(() -> result.object("deidentifyResult"));
    List<Reply> findings = found.optionalObjects("findings").orElseGet(List::of);
    List<Hit> hits = findings.stream().map(it -> hit(it, text)).toList();
    if (!Filters.matched(found)) {
      return Levels.reaching(Action.PASS, hits, "sdp");
    }
    boolean cutOff = found.has("findingsTruncated") && found.flag("findingsTruncated");
    boolean located = !hits.isEmpty() && hits.stream().noneMatch(it -> it.spans().isEmpty());
    return located && !cutOff ? hits : blocked(hits);
  }

  private static List<Hit> blocked(List<Hit> hits) {
    return hits.isEmpty()
        ? List.of(Hit.of(Category.PRIVACY, Action.BLOCK, "sdp"))
        : hits.stream().map(it -> Hit.of(Category.PRIVACY, Action.BLOCK, it.rawLabel())).toList();
  }

  private static Hit hit(Reply finding, String text) {
    String type = finding.optionalText("infoType").map(Answers::code).orElse("sdp");
    List<Span> spans =
        finding
            .optionalObject("location")
            .flatMap(it -> it.optionalObject("codepointRange"))
            .flatMap(it -> span(it, text))
            .stream()
            .toList();
    return new Hit(Category.PRIVACY, Action.MASK, type, OptionalDouble.empty(), spans);
  }

  /** In code points, of which a beginning of 0 may be left out. */
  private static Optional<Span> span(Reply range, String text) {
    int length = text.codePointCount(0, text.length());
    Optional<Integer> start = range.has("start") ? position(range, "start") : Optional.of(0);
    Optional<Integer> end = position(range, "end").filter(it -> it <= length);
    return start.flatMap(
        from ->
            end.filter(to -> from < to)
                .map(
                    to ->
                        new Span(
                            text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to))));
  }

  /** Google writes long numbers as texts. */
  private static Optional<Integer> position(Reply range, String field) {
    return range.optionalCode(field).filter(it -> it.matches("\\d{1,9}")).map(Integer::valueOf);
  }
}
