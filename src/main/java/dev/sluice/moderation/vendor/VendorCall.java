package dev.sluice.moderation.vendor;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One request and its whole, bounded answer. Giving it up resets it. */
final class VendorCall {
  private static final int MAX_BODY = 1024 * 1024;

  private final UniEmitter<? super VendorAnswer> emitter;
  private final Buffer body = Buffer.buffer();
  private volatile HttpClientRequest call;
  private volatile boolean over;

  VendorCall(UniEmitter<? super VendorAnswer> emitter) {
    this.emitter = emitter;
  }

  void start(HttpClient client, VendorRequest request) {
    emitter.onTermination(this::reset);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setAbsoluteURI(request.uri());
    request.headers().forEach(header -> options.addHeader(header.getKey(), header.getValue()));
    client
        .request(options)
        .onSuccess(ready -> send(ready, request))
        .onFailure(failure -> failed("could not be connected to", failure));
  }

  private void send(HttpClientRequest ready, VendorRequest request) {
    ready.exceptionHandler(broken -> {}); // the response's future fails as well
    call = ready;
    if (over) {
      ready.reset();
      return;
    }
    ready
        .send(Buffer.buffer(request.body()))
        .onSuccess(this::read)
        .onFailure(failure -> failed("broke the connection", failure));
  }

  private void read(HttpClientResponse response) {
    response.exceptionHandler(failure -> failed("broke its answer off", failure));
    response.endHandler(end -> answered(response));
    response.handler(this::append);
  }

  private void append(Buffer more) {
    body.appendBuffer(more);
    if (body.length() > MAX_BODY) {
      over = true;
      call.reset();
      emitter.fail(new VendorFailure(VendorFailure.Kind.RETRYABLE, "an answer of more than 1 MiB"));
    }
  }

  private void answered(HttpClientResponse response) {
    over = true;
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    emitter.complete(new VendorAnswer(response.statusCode(), headers, body.getBytes()));
  }

  private void failed(String how, Throwable failure) {
    over = true;
    emitter.fail(
        new VendorFailure(
            VendorFailure.Kind.RETRYABLE, how + " (" + failure.getClass().getSimpleName() + ")"));
  }

  private void reset() {
    boolean running = !over;
    over = true;
    HttpClientRequest started = call;
    if (running && started != null) {
      started.reset();
    }
  }
}
