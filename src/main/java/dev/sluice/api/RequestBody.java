package dev.sluice.api;

import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads request bodies, never more of one than allowed. */
@ApplicationScoped
public class RequestBody {
  private final long maxBytes;

  RequestBody(ApiConfig config) {
    this.maxBytes = config.maxBody().asLongValue();
  }

  /** The whole body; fails with {@link Refusal.TooLarge}, before reading it where it says so. */
  public Uni<Buffer> read(HttpServerRequest request) {
    return Uni.createFrom().emitter(emitter -> read(request, emitter));
  }

  private void read(HttpServerRequest request, UniEmitter<? super Buffer> emitter) {
    if (announced(request) > maxBytes) {
      emitter.fail(new Refusal.TooLarge(maxBytes));
      return;
    }
    Buffer body = Buffer.buffer();
    request.exceptionHandler(torn -> emitter.fail(incomplete()));
    request.endHandler(end -> emitter.complete(body));
    request.handler(
        more -> {
          if (body.length() + more.length() > maxBytes) {
            request.handler(rest -> {});
            emitter.fail(new Refusal.TooLarge(maxBytes));
          } else {
            body.appendBuffer(more);
          }
        });
    request.resume();
  }

  /** Nobody may be left to read it; it keeps a torn upload from looking like a fault of ours. */
  private static Refusal incomplete() {
    return new Refusal.Invalid("invalid_json", "", "The body did not arrive whole.");
  }

  private static long announced(HttpServerRequest request) {
    try {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }
}
