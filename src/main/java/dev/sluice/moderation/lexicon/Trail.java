package dev.sluice.moderation.lexicon;

/** Where the last symbols of a scan stand in the text, and their marks. Symbols are counted. */
final class Trail {

  private final int[] starts;
  private final byte[] marks;
  private final int mask;
  private int count;

  Trail(int length) {
    int size = Integer.highestOneBit(Math.max(length, 2) - 1) << 1;
    starts = new int[size];
    marks = new byte[size];
    mask = size - 1;
  }

  Trail(Trail other) {
    starts = other.starts.clone();
    marks = other.marks.clone();
    mask = other.mask;
    count = other.count;
  }

  void add(int start, int shade) {
    starts[count & mask] = start;
    marks[count & mask] = (byte) (shade >>> 24);
    count++;
  }

  int count() {
    return count;
  }

  int start(int symbol) {
    return starts[symbol & mask];
  }

  boolean has(int symbol, int mark) {
    return (marks[symbol & mask] & mark >>> 24) != 0;
  }
}
