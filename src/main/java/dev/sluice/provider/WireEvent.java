package dev.sluice.provider;

import java.nio.charset.StandardCharsets;

/**
 * One event of an upstream's stream as it came off the wire: an SSE event, or a line of
 * newline-delimited JSON. The bytes are a view into a buffer that is reused: decode them before
 * returning, keep nothing.
 *
 * @param name the SSE event name, empty where there is none
 * @param bytes the buffer that holds the payload, UTF-8
 */
public record WireEvent(String name, byte[] bytes, int offset, int length) {

  /** An event of its own bytes, for tests and recordings. */
  public static WireEvent of(String name, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return new WireEvent(name, bytes, 0, bytes.length);
  }

  /** The payload as text. */
  public String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
