import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Copies bytes between each caller and an upstream, on one thread, and understands none of them:
 * what a relay on the JVM costs at the very least, and a stand-in for a gateway when the bench
 * itself is tried out. Arguments: its port, the upstream's port.
 */
public final class Relay {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final Selector selector = Selector.open();
  private final InetSocketAddress upstream;

  private Relay(int port, int upstreamPort) throws IOException {
    upstream = new InetSocketAddress("127.0.0.1", upstreamPort);
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress("127.0.0.1", port), 4096);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  public static void main(String... ports) throws IOException {
    Relay relay = new Relay(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    while (true) {
      relay.selector.select(relay::handle);
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel server) {
        accept(server);
      } else {
        copy((SocketChannel) key.channel(), (SocketChannel) key.attachment());
      }
    } catch (IOException e) {
      close((SocketChannel) key.channel(), (SocketChannel) key.attachment());
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    for (SocketChannel caller; (caller = server.accept()) != null; ) {
      pair(caller);
    }
  }

  private void pair(SocketChannel caller) throws IOException {
    try {
      SocketChannel provider = SocketChannel.open(upstream);
      listen(caller, provider);
      listen(provider, caller);
    } catch (ConnectException e) {
      caller.close();
    }
  }

  private void listen(SocketChannel from, SocketChannel to) throws IOException {
    from.configureBlocking(false);
    from.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
    from.register(selector, SelectionKey.OP_READ, to);
  }

  private void copy(SocketChannel from, SocketChannel to) throws IOException {
    buffer.clear();
    if (from.read(buffer) < 0) {
      close(from, to);
      return;
    }
    to.write(buffer.flip());
    if (buffer.hasRemaining()) {
      throw new IOException("the receiver is too slow");
    }
  }

  private static void close(SocketChannel... channels) {
    for (SocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        // The connection is gone either way.
      }
    }
  }
}
