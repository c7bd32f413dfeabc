package dev.sluice.moderation.lexicon;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ways to cut a text to pieces. */
final class Pieces {

  private Pieces() {}

  /** At any UTF-16 unit, also within pairs; with empty pieces now and then. */
  static List<String> units(String text, int longest, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + random.nextInt(longest + 1));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  /** At any byte of its UTF-8, decoded as bytes arrive. */
  static List<String> bytes(String text, int longest, Random random) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(longest + 4);
    int length = bytes.limit();
    List<String> pieces = new ArrayList<>();
    for (int to = 0; to < length; ) {
      to = Math.min(length, to + 1 + random.nextInt(longest));
      bytes.limit(to);
      decoder.decode(bytes, decoded, to == length);
      pieces.add(decoded.flip().toString());
      decoded.clear();
    }
    return pieces;
  }

  /** Unit by unit. */
  static List<String> single(String text) {
    return text.isEmpty()
        ? Collections.emptyList()
        : List.of(text.split("(?<=[\\s\\S])(?=[\\s\\S])"));
  }
}
