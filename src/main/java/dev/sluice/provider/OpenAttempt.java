package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request on its way to a first good part. It ends in exactly one of three ways: the stream, a
 * failure, or cancellation; whatever comes too late for that is reset. Runs on one context.
 */
final class OpenAttempt implements UniSubscription, UpstreamParts.Opening {
  private final HttpProvider provider;
  private final ChatRequest chat;
  private final String upstreamModel;
  private final ContextInternal context;
  private final UniSubscriber<? super UpstreamStream> subscriber;
  private final AtomicBoolean settled = new AtomicBoolean();
  private long timer = -1;
  private final Runnable granted = this::granted;
  private boolean over;
  private boolean holdsSlot;
  private HttpClientRequest request;
  private SocketGate gate;
  private boolean reused;
  private boolean askedAgain;
  private ErrorCollector errorBody;
  private UpstreamParts parts;

  OpenAttempt(
      HttpProvider provider,
      ChatRequest chat,
      String upstreamModel,
      ContextInternal context,
      UniSubscriber<? super UpstreamStream> subscriber) {
    this.provider = provider;
    this.chat = chat;
    this.upstreamModel = upstreamModel;
    this.context = context;
    this.subscriber = subscriber;
  }

  void start() {
    subscriber.onSubscribe(this);
    context.emit(nothing -> begin());
  }

  private void begin() {
    if (over) {
      return;
    }
    timer = context.setTimer(provider.firstChunkTimeout().toMillis(), id -> expired());
    if (!provider.slots().take(granted)) {
      failed(Failures.noSlot());
    }
  }

  /** Dispatched, not just executed: a client asked without a context takes any event loop. */
  private void granted() {
    context.emit(nothing -> connect());
  }

  private void connect() {
    holdsSlot = true;
    if (over) {
      giveSlotBack();
      return;
    }
    try {
      UpstreamRequest upstream = provider.protocol().encode(chat, upstreamModel);
      provider.connect(upstream, context).onComplete(ready -> connected(ready, upstream));
    } catch (RuntimeException e) {
      giveSlotBack();
      failed(Failures.unencodable(e));
    }
  }

  private void connected(AsyncResult<HttpClientRequest> ready, UpstreamRequest upstream) {
    if (over) {
      if (ready.succeeded()) {
        ready.result().reset();
      }
      giveSlotBack();
      return;
    }
    if (ready.failed()) {
      giveSlotBack();
      failed(Failures.beforeAnswer(ready.cause()));
      return;
    }
    request = ready.result();
    reused = UsedConnections.use(request.connection());
    gate = SocketGate.of(request.connection());
    request.exceptionHandler(broken -> {}); // the response's future fails as well
    request.response().onComplete(this::answered);
    request.end(upstream.body());
  }

  private void answered(AsyncResult<HttpClientResponse> answer) {
    if (over) {
      return;
    }
    if (answer.failed()) {
      unanswered(answer.cause());
      return;
    }
    HttpClientResponse response = answer.result();
    response.pause();
    if (response.statusCode() / 100 == 2) {
      stream(response);
    } else {
      errorBody = new ErrorCollector(response, body -> refused(response, body));
      errorBody.read();
    }
  }

  /**
   * A kept connection may be closed by the provider at the moment it is used again; that says
   * nothing about the provider, so the request goes out once more, on another connection.
   */
  private void unanswered(Throwable cause) {
    if (reused && cause instanceof HttpClosedException && !askedAgain) {
      askedAgain = true;
      connect();
    } else {
      giveSlotBack();
      failed(Failures.beforeAnswer(cause));
    }
  }

  private void stream(HttpClientResponse response) {
    FrameReader frames = FrameReader.of(provider.protocol().framing());
    PartDecoder decoder = provider.protocol().decoder();
    parts = new UpstreamParts(context, frames, decoder, provider.stallTimeout());
    parts.open(new HttpAnswer(context, request, response, parts, gate, this::giveSlotBack), this);
  }

  private void refused(HttpClientResponse response, String body) {
    if (!errorBody.ended() && gate.holds()) {
      request.reset();
    }
    giveSlotBack();
    if (over) {
      return;
    }
    try {
      int status = response.statusCode();
      failed(provider.protocol().failure(status, response.headers(), body));
    } catch (RuntimeException e) {
      failed(Failures.undecodable(e));
    }
  }

  private void expired() {
    if (over) {
      return;
    }
    if (errorBody != null) {
      errorBody.finish();
    } else {
      Duration waited = provider.firstChunkTimeout();
      boolean asked = holdsSlot;
      abandon();
      signal(asked ? Failures.noFirstChunk(waited) : Failures.noSlotWithin(waited));
    }
  }

  @Override
  public void opened() {
    close();
    if (settled.compareAndSet(false, true)) {
      subscriber.onItem(new UpstreamStream(parts));
    } else {
      parts.abandonUnlessTaken();
    }
  }

  @Override
  public void failed(ProviderFailure failure) {
    close();
    signal(failure);
  }

  private void signal(ProviderFailure failure) {
    if (settled.compareAndSet(false, true)) {
      subscriber.onFailure(failure);
    }
  }

  @Override
  public void cancel() {
    settled.set(true);
    context.execute(this::abandon);
  }

  // Also after the item was handed on: a subscriber that cancelled at that moment dropped it.
  private void abandon() {
    boolean unanswered = !over;
    close();
    provider.slots().leave(granted);
    if (parts != null) {
      parts.abandonUnlessTaken();
    } else if (unanswered && request != null) {
      request.reset();
      giveSlotBack();
    }
  }

  private void giveSlotBack() {
    if (holdsSlot) {
      holdsSlot = false;
      provider.slots().giveBack();
    }
  }

  private void close() {
    over = true;
    context.owner().cancelTimer(timer);
  }
}
