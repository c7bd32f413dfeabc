package dev.sluice.provider;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads server-sent events as the WHATWG standard defines them, with two allowances that providers
 * need: an event whose closing blank line is missing at the end is handed on, and one with empty
 * data is not. An event of one data line within one buffer is passed as a view, without copying.
 */
public final class SseReader implements FrameReader {
  private static final byte[] NONE = {};

  private final LineSplitter lines = new LineSplitter();
  private final LineSplitter.Sink onLine = this::line;
  private final LineSplitter.Grown data = new LineSplitter.Grown();
  private Consumer<WireEvent> out = event -> {};
  private String name = "";
  private boolean first = true;
  private int dataLines;
  private byte[] fed = NONE;
  // The only data line so far, where it lies in the buffer that was fed; else it is in `data`.
  private int viewOffset = -1;
  private int viewLength;

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink) {
    out = sink;
    fed = bytes;
    lines.feed(bytes, offset, length, onLine);
    keepView();
    fed = NONE;
  }

  @Override
  public void end(Consumer<WireEvent> sink) {
    out = sink;
    lines.end(onLine);
    dispatch();
  }

  private void line(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    if (first) {
      first = false;
      at += bomLength(bytes, offset, length);
    }
    if (at == end) {
      dispatch();
    } else if (bytes[at] != ':') {
      field(bytes, at, end);
    }
  }

  private void field(byte[] bytes, int start, int end) {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && bytes[value] == ' ') {
      value++;
    }
    if (is("data", bytes, start, colon)) {
      data(bytes, value, end - value);
    } else if (is("event", bytes, start, colon)) {
      name = new String(bytes, value, end - value, StandardCharsets.UTF_8);
    }
  }

  private void data(byte[] bytes, int offset, int length) {
    if (dataLines++ == 0 && bytes == fed && length <= MAX_EVENT) {
      viewOffset = offset;
      viewLength = length;
      return;
    }
    keepView();
    if (dataLines > 1) {
      data.append((byte) '\n');
    }
    data.append(bytes, offset, length);
  }

  private void keepView() {
    if (viewOffset >= 0) {
      data.append(fed, viewOffset, viewLength);
      viewOffset = -1;
    }
  }

  private void dispatch() {
    if (viewOffset >= 0 && viewLength > 0) {
      out.accept(new WireEvent(name, fed, viewOffset, viewLength));
    } else if (data.length() > 0) {
      out.accept(new WireEvent(name, data.bytes(), 0, data.length()));
    }
    viewOffset = -1;
    dataLines = 0;
    name = "";
    data.clear();
  }

  private static boolean is(String field, byte[] bytes, int start, int end) {
    if (end - start != field.length()) {
      return false;
    }
    for (int i = 0; i < field.length(); i++) {
      if (bytes[start + i] != field.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int bomLength(byte[] bytes, int offset, int length) {
    boolean bom =
        length >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF;
    return bom ? 3 : 0;
  }
}
