package dev.sluice.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection to the gateway over a plain socket. Whatever hangs fails after ten seconds. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final CountedStream received;
  private final CountedStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.received = new CountedStream(socket.getInputStream());
    this.in = new CountedStream(new BufferedInputStream(received, 4096));
  }

  static Wire to(int port) {
    return to(port, 0);
  }

  /** With a receive buffer of that many bytes, or the system's where it is 0. */
  static Wire to(int port, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new Wire(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Wire send(Ask ask) {
    return write(ask.whole());
  }

  Wire write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the head of the next answer. */
  HttpAnswer answer() {
    try {
      String status = line();
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int code = Integer.parseInt(status.split(" ")[1]);
      return new HttpAnswer(code, headers, BodyStream.of(in, headers, code));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    byte[] bytes = BodyStream.line(in);
    return new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Bytes that left the socket so far. */
  long received() {
    return received.count();
  }

  /** Bytes that were read of these. */
  long consumed() {
    return in.count();
  }

  int localPort() {
    return socket.getLocalPort();
  }

  /** Whether the gateway closed the connection: waits for that. */
  boolean closedByGateway() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
