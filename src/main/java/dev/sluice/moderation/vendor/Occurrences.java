package dev.sluice.moderation.vendor;

import dev.sluice.model.Span;
import dev.sluice.model.Spans;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where the parts lie that a vendor quotes. Vendors count positions differently and say little
 * about it, so the text itself is searched.
 */
public final class Occurrences {
  private static final List<String> NOWHERE = List.of("");

  private Occurrences() {}

  /**
   * Every place where one of the parts stands, in order and joined. Empty if one of them is not
   * there as quoted, or is empty since the vendor does not quote it: what cannot be masked whole
   * must not be masked in part.
   */
  public static List<Span> of(String text, Collection<String> parts) {
    List<Span> found = new ArrayList<>();
    for (String part : parts) {
      int before = found.size();
      addAll(found, text, part);
      if (found.size() == before) {
        return List.of();
      }
    }
    return Spans.union(found, List.of());
  }

  /** What one finding quotes; where it quotes nothing, a part that is nowhere to be found. */
  public static List<String> quoted(List<String> parts) {
    return parts.isEmpty() ? NOWHERE : parts;
  }

  private static void addAll(List<Span> found, String text, String part) {
    if (part.isEmpty()) {
      return;
    }
    int at = text.indexOf(part);
    while (at >= 0) {
      found.add(new Span(at, at + part.length()));
      at = text.indexOf(part, at + 1);
    }
  }
}
