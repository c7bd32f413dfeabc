import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection of a caller and the answer that streams on it; used again for its next request.
 */
final class Call {
  private static final String BODY =
      "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"You are a"
          + " helpful assistant. Answer in plain"
          + " words.\"},{\"role\":\"user\",\"content\":\"Question %d: why does a river bend, and"
          + " what would it take to make it straight again?\"}],\"temperature\":0.7}";

  private final Plan plan;
  private final AnswerReader reader;
  private SocketChannel channel;

  Call(Plan plan, Tally tally) {
    this.plan = plan;
    this.reader = new AnswerReader(tally);
  }

  void connect(Selector selector) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = channel.connect(new InetSocketAddress("127.0.0.1", plan.target()));
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    if (connected) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Completes the connection; the request is still to be sent. */
  void connected(SelectionKey key) throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
  }

  /** Sends a request; it is small enough for an empty socket to take it whole. */
  void ask(long number, String apiKey) throws IOException {
    String body = BODY.formatted(plan.model(), number);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:"
            + plan.target()
            + "\r\n"
            + "Content-Type: application/json\r\n"
            + "Accept: text/event-stream\r\n"
            + "Authorization: Bearer "
            + apiKey
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    ByteBuffer request = ByteBuffer.wrap((head + body).getBytes(StandardCharsets.US_ASCII));
    reader.expect(Stamp.now());
    channel.write(request);
    if (request.hasRemaining()) {
      throw new IOException("the request was not taken whole");
    }
  }

  /** Reads what has come; true once the answer has ended, well or badly. */
  boolean read(ByteBuffer buffer, byte[] bytes) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    long now = Stamp.now();
    if (count < 0) {
      return true;
    }
    buffer.flip().get(bytes, 0, count);
    reader.take(bytes, count, now);
    return reader.ended();
  }

  String flaw() {
    return reader.flaw(plan.chunks());
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The connection is gone either way.
    }
  }
}
