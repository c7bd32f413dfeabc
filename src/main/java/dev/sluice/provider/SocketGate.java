package dev.sluice.provider;

import io.netty.channel.ChannelConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/**
 * Stops reading from a connection's socket at once. Pausing the response alone lets the HTTP client
 * read on until it holds 64 KiB of it, per stream.
 */
final class SocketGate {
  private final Optional<ChannelConfig> channel;
  private boolean shut;

  SocketGate(HttpConnection connection) {
    this.channel =
        connection instanceof ConnectionBase wired
            ? Optional.of(wired.channel().config())
            : Optional.empty();
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
