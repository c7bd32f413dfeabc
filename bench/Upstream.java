import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OpenAI-compatible provider that streams at a known pace: model {@code bench-20x200} sends 200
 * chunks, 20 a second. One thread takes requests and answers each with its first chunk at once; the
 * {@link Pacer}'s thread sends the others.
 */
final class Upstream {
  private static final Pattern MODEL =
      Pattern.compile("\"model\"\\s*:\\s*\"([^\"]*?(\\d+)x(\\d+))\"");
  private static final Pattern USAGE = Pattern.compile("\"include_usage\"\\s*:\\s*true");

  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final Selector selector = Selector.open();
  private final Pacer pacer = new Pacer();
  private final Map<String, ChunkText> texts = new HashMap<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
  private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
  private long streams;

  private Upstream(int port) throws IOException {
    server.bind(new InetSocketAddress("127.0.0.1", port), 4096);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Starts the provider on a loopback port, on two daemon threads of this JVM. */
  static Pacer start(int port) throws IOException {
    Upstream upstream = new Upstream(port);
    daemon("bench-upstream", upstream::serve);
    daemon("bench-pacer", upstream.pacer::run);
    return upstream.pacer;
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        selector.select(this::handle);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the upstream's selector failed", e);
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        read(key, (PacedConnection) key.attachment());
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private void accept() throws IOException {
    for (SocketChannel channel; (channel = server.accept()) != null; ) {
      channel.configureBlocking(false);
      channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new PacedConnection(channel));
    }
  }

  private void read(SelectionKey key, PacedConnection connection) throws IOException {
    in.clear();
    if (connection.channel.read(in) < 0) {
      close(key);
      return;
    }
    String request = connection.requestAfter(in.flip());
    if (!request.isEmpty()) {
      answer(request, connection);
    }
  }

  private void answer(String request, PacedConnection connection) throws IOException {
    Matcher model = MODEL.matcher(request);
    if (!request.startsWith("POST ") || !model.find()) {
      connection.send(
          ByteBuffer.wrap("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes()));
      return;
    }
    ChunkText text = texts.computeIfAbsent(model.group(1), ChunkText::new);
    PacedStream stream =
        new PacedStream(
            connection,
            text,
            ++streams,
            1_000_000_000L / Integer.parseInt(model.group(2)),
            Integer.parseInt(model.group(3)),
            USAGE.matcher(request).find());
    stream.sendFirst(out);
    pacer.add(stream);
  }

  private static void close(SelectionKey key) {
    PacedConnection connection = (PacedConnection) key.attachment();
    key.cancel();
    connection.close();
  }
}
