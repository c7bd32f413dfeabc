package dev.sluice.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A moderation vendor on a loopback port that speaks OpenAI's interface over real HTTP: it finds
 * violence wherever {@link #UNSAFE} stands in a text, remembers what it passed, and breaks in the
 * way it is told to.
 */
public final class ScriptedVendor implements AutoCloseable {
  /** What every scripted vendor finds. */
  public static final String UNSAFE = "[unsafe-words]";

  /** How it behaves. */
  public enum Mood {
    WELL,
    /** Takes the request and says nothing. */
    HANGING,
    /** Resets every connection. */
    DEAD,
    FAILING,
    THROTTLING,
    /** Answers what is no verdict. */
    GARBAGE
  }

  private final Vertx vertx;
  private final HttpServer server;
  private final List<String> passed = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Mood mood = Mood.WELL;
  private volatile Duration latency = Duration.ZERO;
  private volatile long saidNoAt = Long.MIN_VALUE;

  private ScriptedVendor(Vertx vertx) {
    this.vertx = vertx;
    this.server = vertx.createHttpServer().requestHandler(this::asked);
  }

  /** Starts one; to be called on a thread that may wait. */
  public static ScriptedVendor start(Vertx vertx) {
    ScriptedVendor vendor = new ScriptedVendor(vertx);
    try {
      vendor
          .server
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the scripted vendor did not start", e);
    }
    return vendor;
  }

  private void asked(HttpServerRequest request) {
    calls.incrementAndGet();
    request.body().onSuccess(body -> answer(request.response(), body.toJsonObject()));
  }

  private void answer(HttpServerResponse response, JsonObject body) {
    switch (mood) {
      case HANGING -> {}
      case DEAD -> response.reset();
      case FAILING -> response.setStatusCode(503).end("{}");
      case THROTTLING -> response.setStatusCode(429).end("{}");
      case GARBAGE -> response.end("{\"results\":[{\"flagged\":\"perhaps\"}]}");
      case WELL -> late(() -> judge(response, body.getString("input")));
    }
  }

  private void late(Runnable step) {
    if (latency.isZero()) {
      step.run();
    } else {
      vertx.setTimer(latency.toMillis(), ignored -> step.run());
    }
  }

  private void judge(HttpServerResponse response, String text) {
    boolean flagged = text.contains(UNSAFE);
    if (!flagged) {
      passed.add(text); // before it is told, so that whoever acts on it finds it here
    } else {
      saidNoAt = System.nanoTime();
    }
    response.putHeader("content-type", "application/json").end(verdict(flagged).encode());
  }

  private static JsonObject verdict(boolean flagged) {
    JsonObject categories = new JsonObject();
    JsonObject scores = new JsonObject();
    for (String name :
        List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/intent",
            "self-harm/instructions",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic")) {
      boolean found = flagged && name.equals("violence");
      categories.put(name, found);
      scores.put(name, found ? 0.97 : 0.01);
    }
    JsonObject result =
        new JsonObject()
            .put("flagged", flagged)
            .put("categories", categories)
            .put("category_scores", scores);
    return new JsonObject()
        .put("id", "modr-scripted")
        .put("model", "omni-moderation-scripted")
        .put("results", new JsonArray().add(result));
  }

  public void be(Mood now) {
    mood = now;
  }

  /** How long it thinks over each text. */
  public void take(Duration thinking) {
    latency = thinking;
  }

  /** Every text it passed since {@link #forget}, in the order it did. */
  public List<String> passed() {
    return List.copyOf(passed);
  }

  public int calls() {
    return calls.get();
  }

  /** When it last found something, by {@link System#nanoTime}; the least number if never. */
  public long saidNoAt() {
    return saidNoAt;
  }

  /** Well again, at once, and without a memory. */
  public void forget() {
    mood = Mood.WELL;
    latency = Duration.ZERO;
    passed.clear();
  }

  /** {@code http://127.0.0.1:<port>/v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort() + "/v1";
  }

  @Override
  public void close() {
    server.close();
  }
}
