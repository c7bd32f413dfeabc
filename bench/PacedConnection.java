import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of the upstream: collects a request, and sends without ever waiting. */
final class PacedConnection {
  private static final int MOST_HELD = 256 * 1024;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  final SocketChannel channel;
  private final StringBuilder request = new StringBuilder();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private volatile boolean closed;

  PacedConnection(SocketChannel channel) {
    this.channel = channel;
  }

  boolean closed() {
    return closed;
  }

  /**
   * Adds what was read; answers the whole request once it is complete, before that the empty text.
   */
  String requestAfter(ByteBuffer read) {
    request.append(StandardCharsets.ISO_8859_1.decode(read));
    int head = request.indexOf("\r\n\r\n");
    if (head < 0 || !complete(head)) {
      return "";
    }
    String whole = request.toString();
    request.setLength(0);
    return whole;
  }

  private boolean complete(int head) {
    Matcher length = LENGTH.matcher(request).region(0, head);
    if (length.find()) {
      return request.length() >= head + 4 + Integer.parseInt(length.group(1));
    }
    boolean chunked =
        request.substring(0, head).toLowerCase().contains("transfer-encoding: chunked");
    return !chunked || request.lastIndexOf("\r\n0\r\n\r\n") == request.length() - 7;
  }

  /** Sends as much as the socket takes and holds the rest; true when nothing is held back. */
  boolean send(ByteBuffer data) throws IOException {
    if (unsent.hasRemaining()) {
      channel.write(unsent);
    }
    if (!unsent.hasRemaining()) {
      channel.write(data);
    }
    if (data.hasRemaining()) {
      hold(data);
    }
    return !unsent.hasRemaining();
  }

  private void hold(ByteBuffer data) throws IOException {
    if (unsent.remaining() + data.remaining() > MOST_HELD) {
      throw new IOException("the reader is too slow");
    }
    ByteBuffer joined = ByteBuffer.allocate(unsent.remaining() + data.remaining());
    unsent = joined.put(unsent).put(data).flip();
  }

  void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // The connection is gone either way.
    }
  }
}
