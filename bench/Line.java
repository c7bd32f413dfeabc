import java.util.Arrays;

/** A line that is still being received; it grows as needed, up to 64 KiB. */
final class Line {
  private static final int LONGEST = 64 * 1024;

  private byte[] bytes = new byte[512];
  private int length;

  void clear() {
    length = 0;
  }

  void add(byte next) {
    if (length == LONGEST) {
      throw new IllegalStateException("a line is longer than " + LONGEST + " bytes");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = next;
  }

  /** What was received, in the first {@link #length()} places. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean has(byte[] part, int at) {
    return at + part.length <= length
        && Arrays.equals(bytes, at, at + part.length, part, 0, part.length);
  }
}
