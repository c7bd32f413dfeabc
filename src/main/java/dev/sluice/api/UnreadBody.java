package dev.sluice.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is left of a body when its request was refused without reading it. Left alone it would block
 * the connection for the next request, and a caller that writes all before it reads.
 */
final class UnreadBody {
  /** More than this is not worth a connection, in bytes. */
  private static final long MOST = 8 << 20;

  private UnreadBody() {}

  /** Lets it come and forgets it; a body that does not end soon costs its connection. */
  static void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    AtomicLong seen = new AtomicLong();
    request.exceptionHandler(broken -> {});
    request.handler(
        more -> {
          if (seen.addAndGet(more.length()) > MOST) {
            request.connection().close();
          }
        });
    request.resume();
  }
}
