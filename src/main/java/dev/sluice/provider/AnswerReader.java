package dev.sluice.provider;

import java.util.function.Consumer;

/**
 * Reads an answer that should be server-sent events. Some servers answer 200 with one JSON document
 * instead, mostly an error: that goes to the decoder whole, which knows errors, and what it lets
 * pass is {@code GARBLED}. The first byte tells the two apart, since content types lie.
 */
final class AnswerReader implements FrameReader {
  private final SseReader events = new SseReader();
  private final LineSplitter.Grown document = new LineSplitter.Grown();
  private boolean started;
  private boolean isDocument;

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> out) {
    if (!started) {
      start(bytes, offset, length);
    }
    if (isDocument) {
      document.append(bytes, offset, length);
    } else {
      events.feed(bytes, offset, length, out);
    }
  }

  @Override
  public void end(Consumer<WireEvent> out) {
    if (!isDocument) {
      events.end(out);
      return;
    }
    if (document.bytes()[0] != '<') {
      out.accept(new WireEvent("", document.bytes(), 0, document.length()));
    }
    throw Failures.notAStream();
  }

  private void start(byte[] bytes, int offset, int length) {
    if (length > 0) {
      started = true;
      byte first = bytes[offset];
      isDocument = first == '{' || first == '[' || first == '<';
    }
  }
}
