package dev.sluice.moderation.window;

import dev.sluice.model.Span;
import dev.sluice.model.Spans;
import java.util.List;

/**
 * The parts of one text that are not to be shown. Each code point of them is replaced by {@value
 * #MARK}, so that offsets in code points hold for the shown text as well.
 */
final class Masks {
  static final char MARK = '*';

  private List<Span> spans = List.of();

  void add(Span span) {
    spans = Spans.union(spans, List.of(span));
  }

  /** Nothing before that position is asked for any more. */
  void forget(int before) {
    if (!spans.isEmpty() && spans.get(0).end() <= before) {
      spans = spans.stream().filter(span -> span.end() > before).toList();
    }
  }

  boolean touch(int from, int to) {
    for (Span span : spans) {
      if (span.start() < to && span.end() > from) {
        return true;
      }
    }
    return false;
  }

  /** The text as it may be shown, which begins at that position of the whole. */
  String apply(String text, int position) {
    if (!touch(position, position + text.length())) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int after = i + Character.charCount(point);
      shown.appendCodePoint(touch(position + i, position + after) ? MARK : point);
      i = after;
    }
    return shown.toString();
  }
}
