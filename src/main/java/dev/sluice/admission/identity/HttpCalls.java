package dev.sluice.admission.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;

/** Calls to one vendor: POST, a whole bounded answer, a bounded time. Says nothing of contents. */
public final class HttpCalls {
  private static final int MAX_BODY = 64 * 1024;
  private static final int MAX_CONNECTIONS = 32;
  private static final int MAX_WAITING = 256;

  private final HttpClient client;
  private final long timeoutMillis;

  public HttpCalls(Vertx vertx, String name, Duration timeout) {
    this.timeoutMillis = timeout.toMillis();
    this.client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setName("identity-" + name)
                    .setConnectTimeout((int) timeoutMillis))
            .with(
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING))
            .build();
  }

  /**
   * @param uri absolute, encoded
   */
  public Uni<HttpReply> post(String uri, Map<String, String> headers, byte[] body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(uri)
            .setTimeout(timeoutMillis);
    headers.forEach(options::putHeader);
    return Uni.createFrom()
        .completionStage(
            () ->
                client
                    .request(options)
                    .compose(request -> send(request, Buffer.buffer(body)))
                    .toCompletionStage());
  }

  private static Future<HttpReply> send(HttpClientRequest request, Buffer body) {
    return request.send(body).compose(response -> read(request, response));
  }

  private static Future<HttpReply> read(HttpClientRequest request, HttpClientResponse response) {
    Promise<HttpReply> whole = Promise.promise();
    Buffer bytes = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(
        end -> whole.tryComplete(new HttpReply(response.statusCode(), bytes.getBytes())));
    response.handler(
        more -> {
          bytes.appendBuffer(more);
          if (bytes.length() > MAX_BODY) {
            request.reset();
            whole.tryFail("an answer of more than 64 KiB");
          }
        });
    return whole.future();
  }
}
