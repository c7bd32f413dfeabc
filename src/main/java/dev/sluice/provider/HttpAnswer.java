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
  private final Runnable onOver;
  private final SocketGate gate;
  private boolean fetching;
  private boolean ended;
  private boolean released;
  private int unread;

  /**
   * The response has to be paused.
   *
   * @param gate of the request's connection
   * @param onOver run once, when the connection is not used for this answer any more
   */
  HttpAnswer(
      ContextInternal context,
      HttpClientRequest request,
      HttpClientResponse response,
      UpstreamParts parts,
      SocketGate gate,
      Runnable onOver) {
    this.context = context;
    this.request = request;
    this.response = response;
    this.parts = parts;
    this.onOver = onOver;
    this.gate = gate;
    response.exceptionHandler(this::broken);
    response.endHandler(nothing -> end());
    response.handler(this::buffer);
  }

  @Override
  public void fetch() {
    fetching = true;
    gate.open();
    response.fetch(1);
  }

  @Override
  public void reset() {
    if (over() && gate.holds()) {
      request.reset();
    }
  }

  @Override
  public void release() {
    if (ended) {
      return;
    }
    released = true;
    gate.open();
    response.resume();
    if (!ended) {
      context.setTimer(LINGER_MILLIS, id -> reset());
    }
  }

  private void buffer(Buffer buffer) {
    if (!released) {
      fetching = false;
      parts.bytes(buffer);
      if (!fetching && !released && !ended) {
        gate.shut();
      }
      return;
    }
    unread += buffer.length();
    if (unread > LINGER_BYTES) {
      reset();
    }
  }

  private void end() {
    if (over() && !released) {
      parts.ended();
    }
  }

  private void broken(Throwable cause) {
    if (over() && !released) {
      parts.broke(Failures.midStream(cause));
    }
  }

  /** Whether it is over only now. */
  private boolean over() {
    if (ended) {
      return false;
    }
    ended = true;
    onOver.run();
    return true;
  }
}
