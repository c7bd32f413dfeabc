package dev.sluice.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Arithmetic on spans of one text. */
public final class Spans {
  private Spans() {}

  /** Everything that either covers, in order, touching and overlapping spans joined. */
  public static List<Span> union(List<Span> some, List<Span> others) {
    List<Span> joined = new ArrayList<>();
    Stream.concat(some.stream(), others.stream())
        .sorted(Comparator.comparingInt(Span::start))
        .forEach(next -> append(joined, next));
    return joined;
  }

  private static void append(List<Span> joined, Span next) {
    int last = joined.size() - 1;
    if (last >= 0 && joined.get(last).end() >= next.start()) {
      Span before = joined.get(last);
      joined.set(last, new Span(before.start(), Math.max(before.end(), next.end())));
    } else {
      joined.add(next);
    }
  }
}
