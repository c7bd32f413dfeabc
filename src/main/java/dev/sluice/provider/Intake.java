package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts of one answer that were decoded and not yet taken. It is fed one buffer at a time, so
 * it holds at most what one buffer decodes to. A failure comes after the parts before it.
 */
final class Intake {
  private final FrameReader frames;
  private final PartDecoder decoder;
  private final ArrayDeque<StreamPart> parts = new ArrayDeque<>();
  private final Consumer<WireEvent> onEvent = this::decode;
  private final Consumer<StreamPart> onPart = this::add;
  private ProviderFailure failure;
  private boolean closed;
  private boolean begun;

  Intake(FrameReader frames, PartDecoder decoder) {
    this.frames = frames;
    this.decoder = decoder;
  }

  void feed(Buffer buffer) {
    ByteBuf bytes = buffer.getByteBuf();
    if (bytes.hasArray()) {
      int start = bytes.arrayOffset() + bytes.readerIndex();
      feed(bytes.array(), start, bytes.readableBytes());
    } else {
      byte[] copy = ByteBufUtil.getBytes(bytes);
      feed(copy, 0, copy.length);
    }
  }

  private void feed(byte[] bytes, int offset, int length) {
    try {
      frames.feed(bytes, offset, length, onEvent);
      closed |= decoder.done();
    } catch (RuntimeException e) {
      fail(Failures.undecodable(e));
    }
  }

  /** The source ended cleanly. */
  void end() {
    try {
      frames.end(onEvent);
      if (!decoder.done()) {
        decoder.end(onPart);
      }
      closed = true;
    } catch (RuntimeException e) {
      fail(Failures.undecodable(e));
    }
  }

  /** The source broke or fell silent, which does no harm to an answer that has come whole. */
  void broke(ProviderFailure cause) {
    if (!closed && decoder.whole()) {
      end();
    } else {
      fail(cause);
    }
  }

  private void fail(ProviderFailure cause) {
    if (!closed) {
      closed = true;
      failure = cause;
    }
  }

  private void decode(WireEvent event) {
    if (!decoder.done()) {
      decoder.decode(event, onPart);
    }
  }

  private void add(StreamPart part) {
    if (!(part instanceof StreamPart.UsageReported)) {
      begun = true;
    } else if (parts.peekLast() instanceof StreamPart.UsageReported) {
      parts.pollLast(); // a running count; the last one holds
    }
    parts.add(part);
  }

  /** Whether a part came that is worth opening the answer for; a token count is not. */
  boolean begun() {
    return begun;
  }

  /** Whether nothing more will be fed: the answer is whole, or failed. */
  boolean closed() {
    return closed;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  StreamPart take() {
    return parts.remove();
  }

  Optional<ProviderFailure> failure() {
    return Optional.ofNullable(failure);
  }

  void discard() {
    parts.clear();
    closed = true;
  }
}
