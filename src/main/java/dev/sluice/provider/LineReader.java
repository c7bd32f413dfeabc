package dev.sluice.provider;

import java.util.function.Consumer;

/** Reads newline-delimited JSON: each line that is not blank is an event without a name. */
public final class LineReader implements FrameReader {
  private final LineSplitter lines = new LineSplitter();

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> out) {
    lines.feed(bytes, offset, length, (line, at, count) -> pass(line, at, count, out));
  }

  @Override
  public void end(Consumer<WireEvent> out) {
    lines.end((line, at, count) -> pass(line, at, count, out));
  }

  private static void pass(byte[] bytes, int offset, int length, Consumer<WireEvent> out) {
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] != ' ' && bytes[at] != '\t') {
        out.accept(new WireEvent("", bytes, offset, length));
        return;
      }
    }
  }
}
