package dev.sluice.moderation.lexicon;

import java.util.Arrays;
import java.util.List;

/** Scans a text in all lanes at once. */
final class LexiconScanner implements Scanner {

  private final LaneScan[] scans;
  private int length;
  private boolean splitPair;

  LexiconScanner(List<Lane> lanes) {
    scans = lanes.stream().map(LaneScan::new).toArray(LaneScan[]::new);
  }

  private LexiconScanner(LexiconScanner other) {
    scans = Arrays.stream(other.scans).map(LaneScan::new).toArray(LaneScan[]::new);
    length = other.length;
    splitPair = other.splitPair;
  }

  @Override
  public int feed(CharSequence piece, Hits hits) {
    if (piece.length() > 0) {
      length += piece.length();
      splitPair = Character.isHighSurrogate(piece.charAt(piece.length() - 1));
    }
    int safe = splitPair ? length - 1 : length;
    for (LaneScan scan : scans) {
      scan.feed(piece, hits);
      safe = Math.min(safe, scan.safe());
    }
    return safe;
  }

  @Override
  public int end(Hits hits) {
    for (LaneScan scan : scans) {
      scan.end(hits);
    }
    return length;
  }

  @Override
  public Scanner copy() {
    return new LexiconScanner(this);
  }
}
