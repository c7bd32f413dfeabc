import java.nio.ByteBuffer;

/**
 * A monotonic time written into a chunk's text as {@code ~} and twelve consonants. It holds no
 * digit and spells no word, so that no filter for personal data or phrases takes an interest in it.
 * Times are nanoseconds since this class was loaded; they mean something within one JVM only.
 */
final class Stamp {
  static final int LENGTH = 13;

  private static final long EPOCH = System.nanoTime();
  private static final String LETTERS = "bcdfghjklmnpqrst";
  private static final int[] VALUES = values();

  private int digits = -1;
  private long value;

  static long now() {
    return System.nanoTime() - EPOCH;
  }

  static void write(ByteBuffer target, int position, long nanos) {
    target.put(position, (byte) '~');
    for (int i = 0; i < LENGTH - 1; i++) {
      int digit = (int) (nanos >>> (4 * (LENGTH - 2 - i))) & 15;
      target.put(position + 1 + i, (byte) LETTERS.charAt(digit));
    }
  }

  /**
   * Takes the next character of a stream's text; true when it completes a stamp. Keeps its place
   * between calls, because a gateway may join and split the chunks it relays.
   */
  boolean take(byte character) {
    if (character == '~') {
      digits = 0;
      value = 0;
      return false;
    }
    int digit = digits < 0 ? -1 : VALUES[character & 0xff];
    if (digit < 0) {
      digits = -1;
      return false;
    }
    value = value << 4 | digit;
    digits = digits == LENGTH - 2 ? -1 : digits + 1;
    return digits < 0;
  }

  /** The time of the stamp that was completed last. */
  long value() {
    return value;
  }

  private static int[] values() {
    int[] values = new int[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = LETTERS.indexOf(i);
    }
    return values;
  }
}
