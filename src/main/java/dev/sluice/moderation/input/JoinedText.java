package dev.sluice.moderation.input;

import dev.sluice.model.Span;
import java.util.ArrayList;
import java.util.List;

/** Parts of several texts, judged as one text, and which part of it came from where. */
final class JoinedText {
  private final StringBuilder text = new StringBuilder();
  private final List<Joined> joined = new ArrayList<>();

  private record Joined(InputText from, int offset, int start, int end) {}

  /** A part of one of the request's texts. */
  record Place(InputText text, Span span) {}

  static JoinedText of(InputText whole) {
    JoinedText alone = new JoinedText();
    alone.add(whole, 0, whole.text().length());
    return alone;
  }

  /**
   * The ways in which a text is read: as it is and, where a message says several things, with a
   * line for each. Some providers join them in one way, some in the other.
   */
  static List<JoinedText> readings(InputText whole) {
    List<Span> said = whole.said();
    if (said.size() < 2) {
      return List.of(of(whole));
    }
    JoinedText lines = new JoinedText();
    for (Span one : said) {
      lines.separate("\n");
      lines.add(whole, one.start(), one.end());
    }
    return List.of(of(whole), lines);
  }

  /** Appends this part of the text; an empty one is left out. */
  void add(InputText from, int start, int end) {
    if (start < end) {
      int begin = text.length();
      text.append(from.text(), start, end);
      joined.add(new Joined(from, start - begin, begin, text.length()));
    }
  }

  void separate(String separator) {
    if (!isEmpty()) {
      text.append(separator);
    }
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  String text() {
    return text.toString();
  }

  int length() {
    return text.length();
  }

  /** What of the request's texts this part is, in order; what lies outside is left out. */
  List<Place> places(int start, int end) {
    List<Place> places = new ArrayList<>();
    for (Joined one : joined) {
      int from = Math.max(start, one.start());
      int to = Math.min(end, one.end());
      if (from < to) {
        places.add(new Place(one.from(), new Span(from + one.offset(), to + one.offset())));
      }
    }
    return places;
  }
}
