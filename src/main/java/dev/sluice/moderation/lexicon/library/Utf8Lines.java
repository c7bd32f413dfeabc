package dev.sluice.moderation.lexicon.library;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a text line by line, one line in memory at a time. Takes {@code LF} and {@code CRLF}, and a
 * byte order mark at the beginning; anything but UTF-8 is a {@link BadLine}.
 */
final class Utf8Lines {
  static final int MAX_BYTES = 64 << 10;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream bytes;
  private int line;

  Utf8Lines(InputStream bytes) {
    this.bytes = new BufferedInputStream(bytes);
  }

  /** The next line without its end; empty where the text is over. */
  Optional<String> next() throws IOException {
    int one = bytes.read();
    if (one < 0) {
      return Optional.empty();
    }
    line++;
    ByteArrayOutputStream read = new ByteArrayOutputStream(64);
    for (; one >= 0 && one != '\n'; one = bytes.read()) {
      if (read.size() == MAX_BYTES) {
        throw new BadLine(line, "is longer than " + MAX_BYTES + " bytes");
      }
      read.write(one);
    }
    return Optional.of(plain(decoded(read.toByteArray())));
  }

  /** The number of the line that was read last, from 1. */
  int number() {
    return line;
  }

  private String decoded(byte[] read) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString();
    } catch (CharacterCodingException broken) {
      throw new BadLine(line, "is not valid UTF-8");
    }
  }

  private String plain(String text) {
    String unmarked = line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return unmarked.endsWith("\r") ? unmarked.substring(0, unmarked.length() - 1) : unmarked;
  }
}
