import java.util.Random;

/**
 * What the held streams say: chunks of two Chinese characters, a sentence's end now and then. A
 * stream's first chunk is its number, in characters that occur nowhere else, so that whoever sees
 * the beginning of a text knows whose it is.
 */
final class HoldText {
  private static final char FIRST_NUMBER = '\u3400';
  private static final int NUMBERS = 6000;
  private static final char FIRST_WORD = '\u4e00';
  private static final int WORDS = 2000;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 40;

  private final String[] chunks;

  HoldText(int stream, int length) {
    Random random = new Random(stream);
    chunks = new String[length];
    chunks[0] = "" + (char) (FIRST_NUMBER + stream / NUMBERS) + (char) (FIRST_NUMBER + stream % NUMBERS);
    int left = sentence(random);
    for (int i = 1; i < length; i++) {
      boolean ends = --left == 0;
      chunks[i] = "" + word(random) + (ends ? '。' : word(random));
      left = ends ? sentence(random) : left;
    }
  }

  /** How many chunks a sentence has. */
  private static int sentence(Random random) {
    return (SHORTEST + random.nextInt(LONGEST - SHORTEST)) / 2;
  }

  private static char word(Random random) {
    return (char) (FIRST_WORD + random.nextInt(WORDS));
  }

  String chunk(int number) {
    return chunks[number];
  }

  /** Whose text begins so; -1 where it is no text's beginning. */
  static int streamOf(String text) {
    if (text.length() < 2 || !isNumber(text.charAt(0)) || !isNumber(text.charAt(1))) {
      return -1;
    }
    return (text.charAt(0) - FIRST_NUMBER) * NUMBERS + text.charAt(1) - FIRST_NUMBER;
  }

  private static boolean isNumber(char one) {
    return one >= FIRST_NUMBER && one < FIRST_NUMBER + NUMBERS;
  }
}
