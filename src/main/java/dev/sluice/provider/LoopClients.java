package dev.sluice.provider;

import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One provider's connections, pooled by event loop. A shared pool hands out idle connections of any
 * loop, and then every chunk changes threads on its way to the caller; here a stream stays on the
 * thread its caller is served by.
 */
final class LoopClients implements AutoCloseable {
  private static final int MAX_CHUNK_BYTES = 4 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Vertx vertx;
  private final HttpClientOptions options;
  private final PoolOptions pool;
  private final Map<EventLoop, HttpClient> byLoop = new ConcurrentHashMap<>();

  /** How many streams may be open over all loops is not held here, but by the slots. */
  LoopClients(Vertx vertx, String id, ProviderConfig config) {
    this.vertx = vertx;
    this.options = options(id, config);
    this.pool = new PoolOptions().setHttp1MaxSize(config.maxConcurrent());
  }

  private static HttpClientOptions options(String id, ProviderConfig config) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setName("provider-" + id)
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            .setDecompressionSupported(false)
            .setConnectTimeout((int) config.connectTimeout().toMillis());
    options.setTcpNoDelay(true);
    return options;
  }

  /** The client whose connections live on this context's event loop. */
  HttpClient of(ContextInternal context) {
    return byLoop.computeIfAbsent(context.nettyEventLoop(), loop -> client());
  }

  private HttpClient client() {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(SocketGate::boundReads)
        .build();
  }

  @Override
  public void close() {
    byLoop.values().forEach(HttpClient::close);
  }
}
