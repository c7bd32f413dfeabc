package dev.sluice.provider;

import io.netty.channel.ChannelConfig;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/**
 * Stops reading from a connection's socket at once. Pausing the response alone lets the HTTP client
 * read on until it holds 64 KiB of it, per stream.
 */
final class SocketGate {
  /** One read from the socket; what a paused stream holds beyond the kernel's buffers is twice. */
  private static final int READ_BYTES = 16 * 1024;

  private final Optional<ChannelConfig> channel;
  private boolean shut;

  SocketGate(HttpConnection connection) {
    this.channel =
        connection instanceof ConnectionBase wired
            ? Optional.of(wired.channel().config())
            : Optional.empty();
  }

  /**
   * Bounds what one read may bring. Not by the socket's receive buffer, which would bound the
   * kernel's window as well: a window below the segment size makes TCP wait a fifth of a second for
   * every few kilobytes.
   */
  static void boundReads(HttpConnection connection) {
    if (connection instanceof ConnectionBase wired) {
      RecvByteBufAllocator bounded =
          new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1);
      wired.channel().config().setRecvByteBufAllocator(bounded);
    }
  }

  void shut() {
    set(true);
  }

  void open() {
    set(false);
  }

  private void set(boolean shutNow) {
    if (shut != shutNow) {
      shut = shutNow;
      channel.ifPresent(config -> config.setAutoRead(!shutNow));
    }
  }
}
