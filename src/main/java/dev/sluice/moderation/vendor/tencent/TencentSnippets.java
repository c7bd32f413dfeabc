package dev.sluice.moderation.vendor.tencent;

import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;

/** Where the part of a text lies that was found, which may be in several places. */
final class TencentSnippets {
  private TencentSnippets() {}

  /**
   * The places, counted by the vendor in code points. None unless the text really reads there as
   * the vendor quotes it: where it joins texts of a session, its positions may be another text's.
   */
  static List<Span> spans(Reply snippet, String text) {
    List<Reply> positions = snippet.optionalObjects("Positions").orElseGet(List::of);
    int length = text.codePointCount(0, text.length());
    if (!positions.stream().allMatch(it -> lies(it, length))) {
      return List.of();
    }
    List<Span> spans = positions.stream().map(it -> span(it, text)).toList();
    StringBuilder quoted = new StringBuilder();
    spans.forEach(it -> quoted.append(text, it.start(), it.end()));
    boolean same = snippet.optionalText("Snippet").filter(quoted.toString()::equals).isPresent();
    return same ? spans : List.of();
  }

  private static boolean lies(Reply position, int length) {
    long start = position.integer("Start");
    long end = position.integer("End");
    return 0 <= start && start < end && end <= length;
  }

  private static Span span(Reply position, String text) {
    int start = text.offsetByCodePoints(0, (int) position.integer("Start"));
    int end = text.offsetByCodePoints(0, (int) position.integer("End"));
    return new Span(start, end);
  }
}
