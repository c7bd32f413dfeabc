package dev.sluice.moderation.window;

import dev.sluice.model.Span;
import dev.sluice.model.Spans;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of one text that are not to be shown. Each code point of them is replaced by {@value
 * #MARK}, so that offsets in code points hold for the shown text as well.
 */
final class Masks {
  static final char MARK = '*';

  /** In order and apart. */
  private List<Span> spans = new ArrayList<>();

  /** Most come in order, in which case it costs no more than the span. */
  void add(Span span) {
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last == null || span.start() > last.end()) {
      spans.add(span);
    } else if (span.start() >= last.start()) {
      int end = Math.max(last.end(), span.end());
      spans.set(spans.size() - 1, new Span(last.start(), end));
    } else {
      spans = Spans.union(spans, List.of(span));
    }
  }

  /** Nothing before that position is asked for any more. */
  void forget(int before) {
    if (!spans.isEmpty() && spans.get(0).end() <= before) {
      spans.subList(0, firstBehind(before)).clear();
    }
  }

  boolean touch(int from, int to) {
    int first = firstBehind(from);
    return first < spans.size() && spans.get(first).start() < to;
  }

  /** The first span that ends behind that position. */
  private int firstBehind(int position) {
    int low = 0;
    for (int high = spans.size(); low < high; ) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).end() > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
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
