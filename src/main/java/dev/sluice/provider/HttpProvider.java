package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Map;

/**
 * A provider behind HTTP/1.1, whatever protocol it speaks. A stream holds its connection for its
 * whole life, so the pool is as large as the streams that may be open, and as many may wait.
 */
public final class HttpProvider implements Provider, AutoCloseable {
  private final Vertx vertx;
  private final WireProtocol protocol;
  private final BaseUrl baseUrl;
  private final Map<String, String> headers;
  private final Duration firstChunkTimeout;
  private final Duration stallTimeout;
  private final StreamSlots slots;
  private final LoopClients clients;

  /** The configuration has to be valid, with a base URL; the id is for messages only. */
  public HttpProvider(Vertx vertx, String id, ProviderConfig config, WireProtocol protocol) {
    this.vertx = vertx;
    this.protocol = protocol;
    this.baseUrl = BaseUrl.of(config.baseUrl().orElse(""));
    this.headers = Map.copyOf(config.headers());
    this.firstChunkTimeout = config.firstChunkTimeout();
    this.stallTimeout = config.stallTimeout();
    this.slots = new StreamSlots(config.maxConcurrent(), config.maxConcurrent());
    this.clients = new LoopClients(vertx, id, config);
  }

  @Override
  public Uni<UpstreamStream> open(ChatRequest request, String upstreamModel) {
    return new AbstractUni<>() {
      @Override
      public void subscribe(UniSubscriber<? super UpstreamStream> subscriber) {
        ContextInternal context = UpstreamContext.of(vertx);
        new OpenAttempt(HttpProvider.this, request, upstreamModel, context, subscriber).start();
      }
    };
  }

  /** A connection for this request, which is not sent yet, on this context's event loop. */
  Future<HttpClientRequest> connect(UpstreamRequest upstream, ContextInternal context) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setSsl(baseUrl.secure())
            .setHost(baseUrl.host())
            .setPort(baseUrl.port())
            .setURI(baseUrl.path() + upstream.path())
            .putHeader("content-type", "application/json")
            .putHeader("accept", "text/event-stream, application/x-ndjson, application/json");
    upstream.headers().forEach(options::putHeader);
    headers.forEach(options::putHeader);
    return clients.of(context).request(options);
  }

  WireProtocol protocol() {
    return protocol;
  }

  StreamSlots slots() {
    return slots;
  }

  Duration firstChunkTimeout() {
    return firstChunkTimeout;
  }

  Duration stallTimeout() {
    return stallTimeout;
  }

  @Override
  public void close() {
    clients.close();
  }
}
