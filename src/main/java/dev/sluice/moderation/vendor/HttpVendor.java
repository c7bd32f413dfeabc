package dev.sluice.moderation.vendor;

import dev.sluice.moderation.ModerationConfig.VendorConfig;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

/** A vendor behind HTTP: one connection pool, one protocol. */
final class HttpVendor implements Vendor, AutoCloseable {
  private static final int KEEP_ALIVE_SECONDS = 30;

  /** A call that finds no free connection waits at most its own timeout, and these are few. */
  private static final int MAX_CONNECTIONS = 128;

  private static final int MAX_WAITING = 512;

  private final String id;
  private final VendorConfig config;
  private final VendorProtocol protocol;
  private final HttpClient client;

  HttpVendor(Vertx vertx, String id, VendorConfig config, VendorProtocol protocol) {
    this.id = id;
    this.config = config;
    this.protocol = new CheckedProtocol(protocol);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(id, config))
            .with(
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING))
            .build();
  }

  private static HttpClientOptions options(String id, VendorConfig config) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setName("vendor-" + id)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setDecompressionSupported(true)
            .setConnectTimeout((int) config.timeout().toMillis());
    options.setTcpNoDelay(true);
    return options;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Capabilities capabilities() {
    return protocol.capabilities();
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry) {
    return Uni.createFrom()
        .deferred(() -> protocol.judge(inquiry, this::send))
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure()
        .transform(this::known);
  }

  private Uni<VendorAnswer> send(VendorRequest request) {
    return Uni.createFrom().emitter(emitter -> new VendorCall(emitter).start(client, request));
  }

  private VendorFailure known(Throwable failure) {
    if (failure instanceof VendorFailure known) {
      return known;
    }
    String what =
        failure instanceof TimeoutException
            ? "no answer within " + config.timeout().toMillis() + " ms"
            : "an answer that could not be read (" + failure.getClass().getSimpleName() + ")";
    return new VendorFailure(VendorFailure.Kind.RETRYABLE, what);
  }

  @Override
  public void close() {
    client.close();
  }
}
