package dev.sluice.process;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A caller of one gateway. Every request has a time limit. */
final class GatewayClient {
  static final String KEY = "sk-caller-of-process-tests";
  static final String ADMIN_KEY = "sk-admin-of-process-tests";
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private final int port;

  GatewayClient(int port) {
    this.port = port;
  }

  /** The readiness's status, 0 while nothing listens. */
  int readiness() {
    try {
      return send(to("/q/health/ready").GET()).statusCode();
    } catch (UncheckedIOException nobodyThere) {
      return 0;
    }
  }

  /** Opens a chat stream; the head must be a success. */
  Frames chat(String model) {
    return frames(to("/v1/chat/completions").POST(BodyPublishers.ofString(body(model, true))));
  }

  HttpResponse<String> wholeChat(String model) {
    return send(to("/v1/chat/completions").POST(BodyPublishers.ofString(body(model, false))));
  }

  /** Asks for a stream and gives the head, whatever it says. */
  CompletableFuture<HttpResponse<InputStream>> ask(String model, int maxTokens) {
    String body = new JsonObject(body(model, true)).put("max_tokens", maxTokens).encode();
    return HTTP.sendAsync(
        to("/v1/chat/completions").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofInputStream());
  }

  /** Asks and gives the answer once it has ended, whatever it says. */
  CompletableFuture<HttpResponse<String>> askForAll(String model, boolean stream) {
    return HTTP.sendAsync(
        to("/v1/chat/completions").POST(BodyPublishers.ofString(body(model, stream))).build(),
        BodyHandlers.ofString());
  }

  /** How the caller's limits stand. */
  HttpResponse<String> quota() {
    return send(to("/v1/quota").GET());
  }

  /** Starts a generation, which must succeed. */
  Started generate(String model) {
    return Started.of(tryGenerate(model));
  }

  HttpResponse<String> tryGenerate(String model) {
    return send(to("/v1/generations").POST(BodyPublishers.ofString(body(model, true))));
  }

  CompletableFuture<HttpResponse<String>> generateOnce(String model, String idempotencyKey) {
    HttpRequest request =
        to("/v1/generations")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(body(model, true)))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }

  /** Reads a generation's events by its ticket alone, as a browser does. */
  Frames events(Started started) {
    return frames(HttpRequest.newBuilder(uri(started.eventsUrl())).GET());
  }

  /** The same from behind the event of this id. */
  Frames events(Started started, String lastEventId) {
    return frames(
        HttpRequest.newBuilder(uri(started.eventsUrl()))
            .header("Last-Event-ID", lastEventId)
            .GET());
  }

  JsonObject generation(Started started) {
    return new JsonObject(send(to("/v1/generations/" + started.id()).GET()).body());
  }

  int delete(Started started) {
    return send(to("/v1/generations/" + started.id()).DELETE()).statusCode();
  }

  /** An operator's call with that key, which must succeed. */
  JsonObject operate(String key, String path, JsonObject body) {
    HttpResponse<String> response =
        send(
            to("/admin/v1" + path)
                .setHeader("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(body.encode())));
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError("status " + response.statusCode() + ": " + response.body());
    }
    return new JsonObject(response.body());
  }

  private static String body(String model, boolean stream) {
    JsonObject message = new JsonObject().put("role", "user").put("content", "Say hello.");
    return new JsonObject()
        .put("model", model)
        .put("stream", stream)
        .put("messages", new JsonArray().add(message))
        .encode();
  }

  private Frames frames(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response =
          HTTP.send(request.timeout(LIMIT).build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new AssertionError(
            "status " + response.statusCode() + ": " + new String(response.body().readAllBytes()));
      }
      return new Frames(
          response.headers().firstValue("X-Sluice-Trace-Id").orElse(""), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** A generation that was started. */
  record Started(String id, String eventsUrl) {
    static Started of(HttpResponse<String> response) {
      if (response.statusCode() != 201) {
        throw new AssertionError("status " + response.statusCode() + ": " + response.body());
      }
      JsonObject json = new JsonObject(response.body());
      return new Started(json.getString("id"), json.getString("events_url"));
    }
  }
}
