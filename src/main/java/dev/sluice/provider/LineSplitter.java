package dev.sluice.provider;

import java.util.Arrays;

/**
 * Finds lines in bytes that come in arbitrary pieces; a line ends with LF, CRLF or CR. A line that
 * lies within one piece is handed on where it is, only one that crosses a border is copied.
 */
final class LineSplitter {

  /** Takes one line without its end; the bytes are valid during the call only. */
  interface Sink {
    void line(byte[] bytes, int offset, int length);
  }

  private final Grown held = new Grown();
  private boolean afterCr;

  void feed(byte[] bytes, int offset, int length, Sink sink) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (afterCr && bytes[at] == '\n') {
        at++;
      }
      afterCr = false;
      int eol = lineEnd(bytes, at, end);
      if (eol == end) {
        held.append(bytes, at, end - at);
        return;
      }
      pass(bytes, at, eol - at, sink);
      afterCr = bytes[eol] == '\r';
      at = eol + 1;
    }
  }

  /** Hands on an unterminated last line. */
  void end(Sink sink) {
    if (held.length() > 0) {
      pass(held.bytes(), 0, 0, sink);
    }
  }

  private void pass(byte[] bytes, int offset, int length, Sink sink) {
    if (held.length() == 0) {
      sink.line(bytes, offset, length);
      return;
    }
    held.append(bytes, offset, length);
    sink.line(held.bytes(), 0, held.length());
    held.clear();
  }

  private static int lineEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** A byte array that grows to at most {@link FrameReader#MAX_EVENT} and forgets a large one. */
  static final class Grown {
    private static final byte[] NONE = {};
    private static final int KEPT = 8192;

    private byte[] bytes = NONE;
    private int length;

    void append(byte[] more, int offset, int count) {
      if (count > FrameReader.MAX_EVENT - length) {
        throw Failures.eventTooLarge();
      }
      if (length + count > bytes.length) {
        int wanted = Math.max(Math.max(256, length + count), 2 * bytes.length);
        bytes = Arrays.copyOf(bytes, Math.min(wanted, FrameReader.MAX_EVENT));
      }
      System.arraycopy(more, offset, bytes, length, count);
      length += count;
    }

    void append(byte one) {
      append(new byte[] {one}, 0, 1);
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    void clear() {
      length = 0;
      if (bytes.length > KEPT) {
        bytes = NONE;
      }
    }
  }
}
