package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SseWriterTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Buffer FRAME = Buffer.buffer("data: x\n\n");

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private HttpServer server;
  private Socket socket;

  private record Timings(Duration headWait, Duration keepAlive) implements ApiConfig {
    @Override
    public MemorySize maxBody() {
      return new MemorySize(BigInteger.TEN);
    }
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Serves one request with this stream; a failure before the head is told as status 502. */
  private InputStream serve(Timings timings, Uni<Multi<Buffer>> stream) throws IOException {
    return serve("HTTP/1.1", timings, stream);
  }

  private InputStream serve(String version, Timings timings, Uni<Multi<Buffer>> stream)
      throws IOException {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> write(request, timings, stream))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET / " + version + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket.getInputStream();
  }

  private void write(HttpServerRequest request, Timings timings, Uni<Multi<Buffer>> stream) {
    Function<Throwable, Buffer> failed = failure -> Buffer.buffer("data: failed\n\n");
    new SseWriter<Buffer>(request, timings, failed)
        .write(stream.map(frames -> new SseWriter.Stream<>(frames, Function.identity(), failed)))
        .subscribe()
        .with(
            done -> ended.complete(null),
            failure -> {
              request.response().setStatusCode(502).end();
              ended.complete(failure);
            });
  }

  private static String all(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String until(InputStream in, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("ended before " + text + ": " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void shouldWriteAllFramesAndEnd_whenTheStreamCompletes() throws IOException {
    // when
    Multi<Buffer> frames = Multi.createFrom().items(FRAME, Buffer.buffer(), FRAME);
    String answer = all(serve(new Timings(LONG, LONG), Uni.createFrom().item(frames)));
    // then
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("0\r\n\r\n");
    assertThat(answer.toLowerCase())
        .contains("content-type: text/event-stream", "cache-control: no-cache, no-transform")
        .contains("x-accel-buffering: no");
    assertThat(count(answer, "data: x\n\n")).isEqualTo(2);
    assertThat(ended.join()).isNull();
  }

  @Test
  void shouldWriteFramesAndNothingElse_whenTheCallerKnowsNoChunks() throws IOException {
    // when
    Multi<Buffer> frames = Multi.createFrom().items(FRAME, FRAME);
    InputStream in = serve("HTTP/1.0", new Timings(LONG, LONG), Uni.createFrom().item(frames));
    String answer = all(in);
    // then
    assertThat(answer).startsWith("HTTP/1.0 200").endsWith("\r\n\r\ndata: x\n\ndata: x\n\n");
  }

  @Test
  void shouldKeepTheStatus_whenItFailsBeforeTheHead() throws IOException {
    // when
    String answer =
        all(
            serve(
                new Timings(LONG, LONG),
                Uni.createFrom().failure(new IllegalStateException("no"))));
    // then
    assertThat(answer).startsWith("HTTP/1.1 502").doesNotContain("failed");
    assertThat(ended.join()).hasMessage("no");
  }

  @Test
  void shouldTellInBand_whenItFailsAfterTheHeadWait() throws IOException {
    // given
    CompletableFuture<Multi<Buffer>> opening = new CompletableFuture<>();
    InputStream in =
        serve(new Timings(Duration.ofMillis(1), LONG), Uni.createFrom().completionStage(opening));
    String head = until(in, "\r\n\r\n");
    // when
    opening.completeExceptionally(new IllegalStateException("no"));
    // then
    assertThat(head).startsWith("HTTP/1.1 200");
    assertThat(all(in)).contains("data: failed\n\n").endsWith("0\r\n\r\n");
    assertThat(ended.join()).isNull();
  }

  @Test
  void shouldTellInBandAndEnd_whenTheStreamBreaks() throws IOException {
    // when
    Multi<Buffer> frames =
        Multi.createBy()
            .concatenating()
            .streams(
                Multi.createFrom().item(FRAME),
                Multi.createFrom().failure(new IllegalStateException("torn")));
    String answer = all(serve(new Timings(LONG, LONG), Uni.createFrom().item(frames)));
    // then
    assertThat(answer).contains("data: x\n\n", "data: failed\n\n").endsWith("0\r\n\r\n");
  }

  @Test
  void shouldSendHeartbeats_whenThereIsSilence() throws IOException {
    // when
    InputStream in =
        serve(
            new Timings(LONG, Duration.ofMillis(20)),
            Uni.createFrom().item(Multi.createFrom().<Buffer>nothing()));
    // then
    until(in, ": keep-alive\n\n");
    until(in, ": keep-alive\n\n");
  }

  @Test
  void shouldSendNoHeartbeat_whileFramesFlow() throws IOException {
    // given
    Multi<Buffer> frames =
        Multi.createFrom()
            .ticks()
            .every(Duration.ofMillis(20))
            .onOverflow()
            .drop()
            .map(tick -> FRAME)
            .select()
            .first(40);
    // when
    String answer =
        all(serve(new Timings(LONG, Duration.ofMillis(600)), Uni.createFrom().item(frames)));
    // then
    assertThat(count(answer, "data: x\n\n")).isGreaterThan(5);
    assertThat(answer).doesNotContain("keep-alive\n\n");
  }

  @Test
  void shouldAskForNoMore_whenTheCallerDoesNotRead() throws Exception {
    // given
    AtomicLong made = new AtomicLong();
    Buffer large = Buffer.buffer("data: " + "x".repeat(8 * 1024) + "\n\n");
    long most = 10_000; // 80 MiB, more than all socket buffers hold
    Multi<Buffer> frames =
        Multi.createFrom()
            .range(0, (int) most)
            .map(
                number -> {
                  made.incrementAndGet();
                  return large;
                });
    // when
    InputStream in = serve(new Timings(LONG, LONG), Uni.createFrom().item(frames));
    await().during(300, TimeUnit.MILLISECONDS).until(new Still(made)::holds);
    // then
    long unread = made.get();
    assertThat(unread).isPositive().isLessThan(most);
    // when
    String answer = all(in);
    // then
    assertThat(made).hasValue(most);
    assertThat(answer).endsWith("0\r\n\r\n");
  }

  /** Whether a count has begun and did not grow since the last look. */
  private static final class Still {
    private final AtomicLong count;
    private long last;

    Still(AtomicLong count) {
      this.count = count;
    }

    boolean holds() {
      long before = last;
      last = count.get();
      return last > 0 && last == before;
    }
  }

  @Test
  void shouldCancelTheStream_whenTheCallerLeaves() throws IOException {
    // given
    AtomicBoolean cancelled = new AtomicBoolean();
    Multi<Buffer> frames =
        Multi.createBy()
            .concatenating()
            .streams(Multi.createFrom().item(FRAME), Multi.createFrom().<Buffer>nothing())
            .onCancellation()
            .invoke(() -> cancelled.set(true));
    InputStream in = serve(new Timings(LONG, LONG), Uni.createFrom().item(frames));
    until(in, "data: x");
    // when
    socket.close();
    // then
    await().untilTrue(cancelled);
    assertThat(ended.join()).isNull();
  }

  @Test
  void shouldCancelTheOpening_whenTheCallerLeavesBeforeTheHead() throws IOException {
    // given
    AtomicBoolean begun = new AtomicBoolean();
    AtomicBoolean cancelled = new AtomicBoolean();
    Uni<Multi<Buffer>> never =
        Uni.createFrom()
            .<Multi<Buffer>>nothing()
            .onSubscription()
            .invoke(() -> begun.set(true))
            .onCancellation()
            .invoke(() -> cancelled.set(true));
    serve(new Timings(LONG, LONG), never);
    await().untilTrue(begun);
    // when
    socket.close();
    // then
    await().untilTrue(cancelled);
    assertThat(ended.join()).isNull();
  }

  @Test
  void shouldWork_whenTimingsAreZero() throws IOException {
    // when
    String answer =
        all(
            serve(
                new Timings(Duration.ZERO, Duration.ZERO),
                Uni.createFrom().item(Multi.createFrom().item(FRAME))));
    // then
    assertThat(answer).contains("data: x\n\n").endsWith("0\r\n\r\n");
  }
}
