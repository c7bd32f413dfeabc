package dev.sluice.api;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of frames under construction. A plain array, since this is filled for every chunk; kept and
 * filled again for the next one. For one thread.
 */
public final class FrameBuffer {
  private static final int TYPICAL = 384;

  /** What an exceptional frame may leave behind; a larger array is given up again. */
  private static final int KEPT = 4 * TYPICAL;

  private byte[] bytes = new byte[TYPICAL];
  private int length;

  /** The ASCII bytes of constant text, to be kept for {@link #put(byte[])}. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public FrameBuffer put(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Any text as it is, in UTF-8; for JSON that is complete. */
  public FrameBuffer put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  public FrameBuffer put(int number) {
    if (number >= 0 && number < 10) {
      put((byte) ('0' + number));
    } else {
      put(ascii(Integer.toString(number)));
    }
    return this;
  }

  /** Text as the inside of a JSON string. */
  public FrameBuffer putJson(String text) {
    JsonText.append(this, text);
    return this;
  }

  void put(byte one) {
    ensure(1);
    bytes[length++] = one;
  }

  /** Makes room, so that {@link #putUnchecked} may be called that often. */
  void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  void putUnchecked(int one) {
    bytes[length++] = (byte) one;
  }

  /** What was put so far, as a buffer of its own; this one is empty again. */
  public Buffer take() {
    Buffer taken = Buffer.buffer(Unpooled.wrappedBuffer(Arrays.copyOf(bytes, length)));
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[TYPICAL];
    }
    return taken;
  }
}
