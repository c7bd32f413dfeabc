package dev.sluice.e2e;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The body of one answer: of a known length, or chunked. A torn one throws. */
final class BodyStream extends InputStream {
  private final InputStream in;
  private final boolean chunked;
  private long left;
  private boolean over;

  private BodyStream(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
    this.over = !chunked && left == 0;
  }

  static BodyStream of(InputStream in, Map<String, String> headers, int status) {
    boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
    long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
    return new BodyStream(in, chunked && status != 204, length);
  }

  @Override
  public int read() throws IOException {
    if (chunked && !over && left == 0) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int one = in.read();
    if (one < 0) {
      throw new EOFException("the answer was torn off");
    }
    left--;
    if (left == 0) {
      over = !chunked;
      if (chunked) {
        line(in);
      }
    }
    return one;
  }

  private void nextChunk() throws IOException {
    left = Long.parseLong(new String(line(in), StandardCharsets.US_ASCII).strip(), 16);
    if (left == 0) {
      line(in);
      over = true;
    }
  }

  /** Up to and without the line feed; throws at the end of the stream. */
  static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new EOFException("the stream ended within a line: " + line);
      }
      line.write(one);
    }
    return line.toByteArray();
  }
}
