package dev.sluice.provider;

import io.netty.channel.Channel;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.AttributeKey;
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

  private static final AttributeKey<SocketGate> HOLDER = AttributeKey.valueOf("sluice.gate");

  private final Optional<Channel> channel;
  private boolean shut;

  private SocketGate(Optional<Channel> channel) {
    this.channel = channel;
  }

  /**
   * To be called with each request. The HTTP client hands a connection on as soon as an answer has
   * come whole, whether it was read or not: from then on the next request's gate is the one that
   * counts, and a socket that was shut is read again.
   */
  static SocketGate of(HttpConnection connection) {
    if (!(connection instanceof ConnectionBase wired)) {
      return new SocketGate(Optional.empty());
    }
    SocketGate gate = new SocketGate(Optional.of(wired.channel()));
    wired.channel().attr(HOLDER).set(gate);
    wired.channel().config().setAutoRead(true);
    return gate;
  }

  /** Whether the connection still is this request's. */
  boolean holds() {
    return channel.map(it -> it.attr(HOLDER).get() == this).orElse(true);
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
      channel.filter(it -> holds()).ifPresent(it -> it.config().setAutoRead(!shutNow));
    }
  }
}
