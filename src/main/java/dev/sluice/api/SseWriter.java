package dev.sluice.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Writes one event stream to one response, on that response's event loop. The head waits for the
 * stream to open, so that a failure before it keeps its status; past {@code head-wait}, or with a
 * first comment, it goes out anyway and a failure travels in-band. Frames are asked for one by one
 * while the connection takes them, so a slow caller slows the source; silence is filled with
 * heartbeats; a caller that leaves cancels the source. Always ends the response.
 *
 * <p>Written for one stream, then done with.
 */
public final class SseWriter<T> {
  private static final Buffer HEARTBEAT = Buffer.buffer(": keep-alive\n\n");

  /** What the connection may hold of ours before we stop asking for frames, in bytes. */
  private static final int WRITE_QUEUE = 16 * 1024;

  private static final long NONE = -1;

  private final HttpServerResponse response;
  private final HttpConnection connection;
  private final ApiConfig config;
  private Function<Throwable, Buffer> failureFrame;
  private final ContextInternal context;
  private final Vertx vertx;

  private UniEmitter<? super Void> finished;
  private Cancellable opening = () -> {};
  private Flow.Subscription frames;
  private long headTimer = NONE;
  private long heartbeatTimer = NONE;
  private long lastWrite;
  private boolean done;
  private boolean closesConnection;

  /**
   * @param failureFrame renders why the stream did not open, once the head is out
   */
  public SseWriter(
      HttpServerRequest request, ApiConfig config, Function<Throwable, Buffer> failureFrame) {
    this.response = request.response();
    this.connection = request.connection();
    this.config = config;
    this.failureFrame = failureFrame;
    this.context = ContextInternal.current();
    this.vertx = context.owner();
  }

  /**
   * What to write once it is open.
   *
   * @param frames renders an item as its frames, empty where it has none; a plain function rather
   *     than a stage of the Multi, which would set up a context for every item
   * @param broken renders the failure of items that broke off
   */
  public record Stream<T>(
      Multi<T> items, Function<T, Buffer> frames, Function<Throwable, Buffer> broken) {}

  /** Completes when the stream was written or the caller left; fails only before the head. */
  public Uni<Void> write(Uni<Stream<T>> stream) {
    return Uni.createFrom().emitter(emitter -> start(stream, emitter));
  }

  /**
   * Writes a comment, the head first; leaves it out where the connection is behind. For while the
   * stream has not opened, on any thread.
   */
  public void comment(Buffer comment) {
    onContext(
        () -> {
          sendHead();
          if (!done && !response.writeQueueFull()) {
            send(comment);
          }
        });
  }

  private void start(Uni<Stream<T>> stream, UniEmitter<? super Void> emitter) {
    finished = emitter;
    response.setWriteQueueMaxSize(WRITE_QUEUE);
    response.closeHandler(closed -> leave());
    response.exceptionHandler(broken -> leave());
    emitter.onTermination(this::leave);
    headTimer = vertx.setTimer(millis(config.headWait()), waited -> sendHead());
    opening = stream.subscribe().with(this::opened, failure -> onContext(() -> fail(failure)));
  }

  private void opened(Stream<T> stream) {
    onContext(
        () -> {
          if (done) {
            stream.items().subscribe().with(ignored -> {}).cancel();
          } else {
            sendHead();
            failureFrame = stream.broken();
            stream.items().subscribe().withSubscriber(new Frames(stream.frames()));
          }
        });
  }

  private void sendHead() {
    cancel(headTimer);
    if (done || response.headWritten()) {
      return;
    }
    response.setChunked(true);
    response
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
    send(Buffer.buffer());
    if (response.isChunked()) { // HTTP/1.0 has no chunks
      ChunkFraming.begin(connection);
    }
    heartbeatTimer = vertx.setTimer(millis(config.keepAlive()), silent -> heartbeat());
  }

  /** One timer a silence rather than one a frame: it asks how long the silence has been. */
  private void heartbeat() {
    Duration left = config.keepAlive().minusNanos(System.nanoTime() - lastWrite);
    if (left.toMillis() <= 0) {
      left = config.keepAlive();
      if (!response.writeQueueFull()) {
        send(HEARTBEAT);
      }
    }
    heartbeatTimer = vertx.setTimer(millis(left), silent -> heartbeat());
  }

  private void send(Buffer bytes) {
    lastWrite = System.nanoTime();
    response.write(bytes);
  }

  /** Vert.x has no timer below a millisecond. */
  private static long millis(Duration wait) {
    return Math.max(1, wait.toMillis());
  }

  private void fail(Throwable failure) {
    if (done) {
      return;
    }
    if (response.headWritten()) {
      response.write(failureFrame.apply(failure));
      closeAfterwards();
      finish();
    } else {
      stop();
      finished.fail(failure);
    }
  }

  private void finish() {
    stop();
    ChunkFraming.end(connection);
    Future<Void> written = response.end();
    if (closesConnection) {
      written.onComplete(ended -> response.close());
    }
    finished.complete(null);
  }

  /** The connection is to be closed after the stream, as it is after one that fails. */
  public void closeAfterwards() {
    closesConnection = true;
  }

  /** The caller left, or whoever asked for the writing gave up. */
  private void leave() {
    if (done) {
      return;
    }
    stop();
    opening.cancel();
    if (frames != null) {
      frames.cancel();
    }
    finished.complete(null);
  }

  private void stop() {
    done = true;
    cancel(headTimer);
    cancel(heartbeatTimer);
  }

  private void cancel(long timer) {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
    }
  }

  /** Runs a step on the response's event loop: at once where we are on it already. */
  private void onContext(Runnable step) {
    if (context.inThread()) {
      step.run();
    } else {
      context.runOnContext(ignored -> step.run());
    }
  }

  private final class Frames implements MultiSubscriber<T> {
    private final Function<T, Buffer> rendering;

    Frames(Function<T, Buffer> rendering) {
      this.rendering = rendering;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      frames = subscription;
      response.drainHandler(drained -> ask());
      ask();
    }

    private void ask() {
      if (!done) {
        frames.request(1);
      }
    }

    @Override
    public void onItem(T item) {
      if (context.inThread()) {
        write(item);
      } else {
        context.runOnContext(ignored -> write(item));
      }
    }

    private void write(T item) {
      if (done) {
        return;
      }
      Buffer frame = rendering.apply(item);
      if (frame.length() > 0) {
        send(frame);
      }
      if (!response.writeQueueFull()) {
        ask();
      }
    }

    @Override
    public void onCompletion() {
      onContext(
          () -> {
            if (!done) {
              finish();
            }
          });
    }

    @Override
    public void onFailure(Throwable failure) {
      onContext(() -> fail(failure));
    }
  }
}
