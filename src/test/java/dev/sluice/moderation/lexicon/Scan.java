package dev.sluice.moderation.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Runs texts through a lexicon and watches the promises that every scan makes. */
final class Scan {

  /** A hit, its entry by id. */
  record Hit(String id, int start, int end) implements Comparable<Hit> {
    @Override
    public int compareTo(Hit other) {
      return toString().compareTo(other.toString());
    }
  }

  private Scanner scanner;
  private final StringBuilder text = new StringBuilder();
  private final TreeSet<Hit> hits = new TreeSet<>();
  private final List<Integer> safePoints = new ArrayList<>(List.of(0));
  private int safe;

  private Scan(Lexicon lexicon) {
    scanner = lexicon.scanner();
  }

  static TreeSet<Hit> hits(Lexicon lexicon, String text) {
    return of(lexicon, List.of(text)).hits;
  }

  /** Feeds the pieces one by one and ends the text. */
  static Scan of(Lexicon lexicon, List<String> pieces) {
    Scan scan = open(lexicon, pieces);
    scan.end();
    return scan;
  }

  /** As {@link #of}, each piece with a copy of the scan so far, the original going astray. */
  static Scan ofCopies(Lexicon lexicon, List<String> pieces) {
    Scan scan = new Scan(lexicon);
    for (String piece : pieces) {
      Scanner original = scan.scanner;
      scan.scanner = original.copy();
      original.feed("敏ab. " + piece, (entry, start, end) -> {});
      scan.feed(piece);
    }
    return scan.end();
  }

  /** Feeds the pieces; the text goes on. */
  static Scan open(Lexicon lexicon, List<String> pieces) {
    Scan scan = new Scan(lexicon);
    pieces.forEach(scan::feed);
    return scan;
  }

  Scan feed(String piece) {
    text.append(piece);
    int next = scanner.feed(piece, this::hit);
    if (next > 0 && next == text.length() && Character.isHighSurrogate(text.charAt(next - 1))) {
      throw new AssertionError("half a pair is safe");
    }
    rise(next);
    return this;
  }

  Scan end() {
    rise(scanner.end(this::hit));
    if (safe != text.length()) {
      throw new AssertionError("not all is safe at the end: " + safe + " of " + text.length());
    }
    return this;
  }

  private void hit(Entry entry, int start, int end) {
    if (start < safe) {
      throw new AssertionError("a hit at " + start + " leaked, " + safe + " was safe");
    }
    if (start >= end || end > text.length()) {
      throw new AssertionError("no range: " + start + " to " + end);
    }
    hits.add(new Hit(entry.id(), start, end));
  }

  private void rise(int next) {
    boolean inPair =
        next > 0
            && next < text.length()
            && Character.isSurrogatePair(text.charAt(next - 1), text.charAt(next));
    if (next < safe || next > text.length() || inPair) {
      throw new AssertionError("safe point " + safe + " became " + next);
    }
    safe = next;
    safePoints.add(next);
  }

  TreeSet<Hit> hits() {
    return hits;
  }

  int safe() {
    return safe;
  }

  List<Integer> safePoints() {
    return safePoints;
  }
}
