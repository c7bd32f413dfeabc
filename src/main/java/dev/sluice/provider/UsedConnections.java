package dev.sluice.provider;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Remembers, on the connection itself, whether a request went over it before. */
final class UsedConnections {
  private static final AttributeKey<Boolean> USED = AttributeKey.valueOf("sluice.used");

  private UsedConnections() {}

  /** Marks the connection as used; true if it was already. */
  static boolean use(HttpConnection connection) {
    return connection instanceof ConnectionBase wired
        && Boolean.TRUE.equals(wired.channel().attr(USED).getAndSet(Boolean.TRUE));
  }
}
