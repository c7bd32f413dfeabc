package dev.sluice.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Writes one event stream to one response, on that response's event loop. The head waits for the
 * stream to open, so that a failure before it keeps its status; past {@code head-wait} it goes out
 * anyway and a failure travels in-band. Frames are asked for one by one while the connection takes
 * them, so a slow caller slows the source; silence is filled with heartbeats; a caller that leaves
 * cancels the source. Always ends the response.
 *
 * <p>Written for one stream, then done with.
 */
public final class SseWriter<T> {
  private static final Buffer HEARTBEAT = Buffer.buffer(": keep-alive\n\n");

  /** What the connection may hold of ours before we stop asking for frames, in bytes. */
  private static final int WRITE_QUEUE = 16 * 1024;

  private static final long NONE = -1;

  private final HttpServerResponse response;
  private final ApiConfig config;
  private final Function<Throwable, Buffer> failureFrame;
  private final ContextInternal context;
  private final Vertx vertx;

  private UniEmitter<? super Void> finished;
  private Cancellable opening = () -> {};
  private Flow.Subscription frames;
  private long headTimer = NONE;
  private long heartbeatTimer = NONE;
  private boolean silent;
  private boolean done;

  /**
   * @param failureFrame renders what went wrong once the head is out; the stream ends after it
   */
  public SseWriter(
      HttpServerResponse response, ApiConfig config, Function<Throwable, Buffer> failureFrame) {
    this.response = response;
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
   */
  public record Stream<T>(Multi<T> items, Function<T, Buffer> frames) {}

  /** Completes when the stream was written or the caller left; fails only before the head. */
  public Uni<Void> write(Uni<Stream<T>> stream) {
    return Uni.createFrom().emitter(emitter -> start(stream, emitter));
  }

  private void start(Uni<Stream<T>> stream, UniEmitter<? super Void> emitter) {
    finished = emitter;
    response.setWriteQueueMaxSize(WRITE_QUEUE);
    response.closeHandler(closed -> leave());
    response.exceptionHandler(broken -> leave());
    emitter.onTermination(this::leave);
    headTimer = vertx.setTimer(config.headWait().toMillis(), waited -> sendHead());
    opening = stream.subscribe().with(this::opened, failure -> onContext(() -> fail(failure)));
  }

  private void opened(Stream<T> stream) {
    onContext(
        () -> {
          if (done) {
            stream.items().subscribe().with(ignored -> {}).cancel();
          } else {
            sendHead();
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
    response.write(Buffer.buffer());
    heartbeatTimer = vertx.setPeriodic(config.keepAlive().toMillis(), tick -> heartbeat());
  }

  private void heartbeat() {
    if (silent && !response.writeQueueFull()) {
      response.write(HEARTBEAT);
    }
    silent = true;
  }

  private void fail(Throwable failure) {
    if (done) {
      return;
    }
    if (response.headWritten()) {
      response.write(failureFrame.apply(failure));
      finish();
    } else {
      stop();
      finished.fail(failure);
    }
  }

  private void finish() {
    stop();
    response.end();
    finished.complete(null);
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
        silent = false;
        response.write(frame);
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
