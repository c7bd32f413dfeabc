package dev.sluice.process;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody with a credential, at any gateway. */
record Caller(String credential) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  HttpResponse<String> get(GatewayProcess gateway, String path) {
    return send(gateway, path, "GET", BodyPublishers.noBody());
  }

  HttpResponse<String> send(GatewayProcess gateway, String method, String path, JsonObject body) {
    return send(gateway, path, method, BodyPublishers.ofString(body.encode()));
  }

  int status(GatewayProcess gateway) {
    return get(gateway, "/v1/account").statusCode();
  }

  private HttpResponse<String> send(
      GatewayProcess gateway, String path, String method, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
