package dev.sluice.provider;

import java.util.function.Consumer;

/**
 * Cuts the bytes of one upstream stream into events, however the network split them. Holds that
 * stream's state; the events it hands out are views that are valid only during the call. An event
 * beyond {@link #MAX_EVENT} fails the stream as {@code GARBLED}.
 */
public interface FrameReader {

  /** Bytes that one event, and what is carried over between buffers, may have. */
  int MAX_EVENT = 1 << 20;

  /** Reads a buffer of any size and hands on each event that is complete with it. */
  void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> out);

  /** The stream ended: hands on what is left, also where its closing line end is missing. */
  void end(Consumer<WireEvent> out);

  /** A reader for one stream of that framing. */
  static FrameReader of(WireProtocol.Framing framing) {
    return switch (framing) {
      case SSE -> new AnswerReader();
      case LINES -> new LineReader();
    };
  }
}
