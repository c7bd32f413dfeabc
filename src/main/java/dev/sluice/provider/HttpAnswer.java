package dev.sluice.provider;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.impl.ContextInternal;

/**
 * The body of an HTTP answer as a source of bytes. An unfinished answer is reset, which closes its
 * connection; one that is whole gets a moment to end, so that its connection can be used again.
 */
final class HttpAnswer implements ByteSource {
  private static final long LINGER_MILLIS = 500;
  private static final int LINGER_BYTES = 64 * 1024;

  private final ContextInternal context;
  private final HttpClientRequest request;
  private final HttpClientResponse response;
  private final UpstreamParts parts;
  private boolean ended;
  private boolean released;
  private int unread;

  /** The response has to be paused. */
  HttpAnswer(
      ContextInternal context,
      HttpClientRequest request,
      HttpClientResponse response,
      UpstreamParts parts) {
    this.context = context;
    this.request = request;
    this.response = response;
    this.parts = parts;
    response.exceptionHandler(this::broken);
    response.endHandler(nothing -> end());
    response.handler(this::buffer);
  }

  @Override
  public void fetch() {
    response.fetch(1);
  }

  @Override
  public void reset() {
    if (!ended) {
      ended = true;
      request.reset();
    }
  }

  @Override
  public void release() {
    if (ended) {
      return;
    }
    released = true;
    context.setTimer(LINGER_MILLIS, id -> reset());
    response.resume();
  }

  private void buffer(Buffer buffer) {
    if (!released) {
      parts.bytes(buffer);
      return;
    }
    unread += buffer.length();
    if (unread > LINGER_BYTES) {
      reset();
    }
  }

  private void end() {
    boolean first = !ended;
    ended = true;
    if (first && !released) {
      parts.ended();
    }
  }

  private void broken(Throwable cause) {
    boolean first = !ended;
    ended = true;
    if (first && !released) {
      parts.broke(Failures.midStream(cause));
    }
  }
}
