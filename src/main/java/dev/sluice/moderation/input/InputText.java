package dev.sluice.moderation.input;

import dev.sluice.model.Message.Role;
import dev.sluice.model.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Strings of a request that are judged as one text: a message, a tool, a parameter. What a message
 * says stands in front and without gaps, as a model reads it; every other string begins a line.
 * Positions count UTF-16 units.
 */
final class InputText {
  private final String field;
  private final Optional<Role> role;
  private final boolean callersOwn;
  private final List<Piece> pieces;
  private final int[] starts;
  private final String text;
  private final int spoken;

  /**
   * @param field where it stands, as in {@link dev.sluice.model.Finding#field}
   * @param role who speaks, where it is a message
   * @param callersOwn whether the caller answers for it: not what a tool found, nor earlier turns
   * @param pieces the spoken ones first
   */
  InputText(String field, Optional<Role> role, boolean callersOwn, List<Piece> pieces) {
    this.field = field;
    this.role = role;
    this.callersOwn = callersOwn;
    this.pieces = List.copyOf(pieces);
    this.starts = new int[pieces.size()];
    StringBuilder all = new StringBuilder();
    int said = 0;
    for (int i = 0; i < starts.length; i++) {
      Piece piece = pieces.get(i);
      boolean gap = piece.kind() != Piece.Kind.SPOKEN && !all.isEmpty();
      starts[i] = all.append(gap ? "\n" : "").length();
      all.append(piece.text());
      said = piece.kind() == Piece.Kind.SPOKEN ? all.length() : said;
    }
    this.text = all.toString();
    this.spoken = said;
  }

  String field() {
    return field;
  }

  Optional<Role> role() {
    return role;
  }

  boolean isCallersOwn() {
    return callersOwn;
  }

  String text() {
    return text;
  }

  /** How much of the text, from its beginning, is what a message says. */
  int spoken() {
    return spoken;
  }

  /** The pieces that a message says, in order. */
  List<Span> said() {
    return IntStream.range(0, starts.length)
        .filter(i -> pieces.get(i).kind() == Piece.Kind.SPOKEN)
        .mapToObj(i -> new Span(starts[i], starts[i] + pieces.get(i).text().length()))
        .toList();
  }

  /** The piece that begins at that position, or last before it. */
  private int at(int position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  /** Masks the part in every piece that it touches. */
  void mask(Span part, Masks masks) {
    for (int i = at(part.start()); i < starts.length && starts[i] < part.end(); i++) {
      Piece piece = pieces.get(i);
      int from = Math.max(0, part.start() - starts[i]);
      int to = Math.min(piece.text().length(), part.end() - starts[i]);
      if (from < to) {
        masks.add(piece.original(), piece.original(new Span(from, to)));
      }
    }
  }

  /** Whether no part of it is the name of a field or a number. */
  boolean canMask(Span part) {
    for (int i = at(part.start()); i < starts.length && starts[i] < part.end(); i++) {
      boolean touched = part.start() < starts[i] + pieces.get(i).text().length();
      if (touched && !pieces.get(i).kind().canBeMasked()) {
        return false;
      }
    }
    return true;
  }
}
