package dev.sluice.testing;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider on a free loopback port that does exactly what a test's script says, byte by byte, and
 * tells what was asked of it and when we hung up.
 *
 * <pre>{@code
 * try (ScriptedUpstream upstream = ScriptedUpstream.start(vertx)) {
 *   CompletableFuture<Void> goOn = new CompletableFuture<>();
 *   upstream.answer(
 *       sse().event(OpenAiJson.content("Hel")).await(goOn).event(OpenAiJson.content("lo"))
 *           .event(OpenAiJson.finish("stop")).done());
 *   … ask the gateway, see "Hel" …
 *   goOn.complete(null);
 *   … see "lo" …
 *   assertThat(upstream.call(0).body().getBoolean("stream")).isTrue();
 *   assertThat(upstream.call(0).closed()).isNotDone(); // its connection is kept
 * }
 * }</pre>
 *
 * Scripts given to {@link #answer} are used up in order, a request each; further requests get what
 * {@link #otherwise} says, by default {@link ScriptedAnswers#byModel}.
 */
public final class ScriptedUpstream implements AutoCloseable {
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<UpstreamCall> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final NetServer server;
  private volatile Function<JsonObject, Script> otherwise = ScriptedAnswers::byModel;

  private ScriptedUpstream(Vertx vertx) {
    // Small kernel buffers, so that back-pressure shows after few bytes.
    NetServerOptions options = new NetServerOptions().setHost("127.0.0.1").setPort(0);
    options.setSendBufferSize(16 * 1024).setTcpNoDelay(true);
    server = vertx.createNetServer(options).connectHandler(this::connected);
  }

  /** Starts one; to be called on a thread that may wait. */
  public static ScriptedUpstream start(Vertx vertx) {
    ScriptedUpstream upstream = new ScriptedUpstream(vertx);
    try {
      upstream.server.listen().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the scripted upstream did not start", e);
    }
    return upstream;
  }

  private void connected(NetSocket socket) {
    new ScriptedConnection(socket, connections.incrementAndGet(), calls::add, this::next).read();
  }

  private Script next(JsonObject body) {
    Script script = scripts.poll();
    return script != null ? script : otherwise.apply(body);
  }

  /** What the next request that has no script yet gets. */
  public ScriptedUpstream answer(Script script) {
    scripts.add(script);
    return this;
  }

  /** What requests get that no script was given for, by their body. */
  public ScriptedUpstream otherwise(Function<JsonObject, Script> rule) {
    otherwise = rule;
    return this;
  }

  /** Forgets all scripts and calls, for the next test. */
  public void forget() {
    scripts.clear();
    calls.clear();
    otherwise = ScriptedAnswers::byModel;
  }

  public int port() {
    return server.actualPort();
  }

  /** {@code http://127.0.0.1:<port>/v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** All requests so far, in the order they came. */
  public List<UpstreamCall> calls() {
    return List.copyOf(calls);
  }

  /** The request of that number, from 0; it must have come. */
  public UpstreamCall call(int number) {
    return calls.get(number);
  }

  /** How many connections were ever made to it. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    server.close();
  }
}
