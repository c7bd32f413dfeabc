package dev.sluice.provider;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.provider.ProvidersConfig.Type;
import dev.sluice.testing.ChatRequests;
import dev.sluice.testing.Script;
import dev.sluice.testing.TestProviderConfig;
import dev.sluice.testing.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProviderTest extends ProviderTestBed {

  @Test
  void shouldPostTheRequest_withCredentialsAndHeadersUnderThePathPrefix() {
    HttpProvider provider = provider(config().headers(Map.of("x-team", "blue")));

    parts(open(provider));

    UpstreamCall call = upstream.call(0);
    assertThat(call.requestLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(call.header("authorization")).isEqualTo("Bearer sk-test-key");
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertThat(call.header("x-team")).isEqualTo("blue");
    assertThat(call.header("accept-encoding")).isEmpty();
    assertThat(call.body().getString("model")).isEqualTo("any");
  }

  @Test
  void shouldSendNothing_whenNobodySubscribes() {
    provider(config()).open(ChatRequests.saying("hi"), "any");

    await().during(Duration.ofMillis(50)).until(() -> upstream.connections() == 0);
  }

  @Test
  void shouldUseTheConnectionAgain_whenAStreamWasFinished() {
    HttpProvider provider = provider(config().maxConcurrent(1));

    for (int i = 0; i < 5; i++) {
      assertThat(text(parts(open(provider)), 0, Field.CONTENT)).isEqualTo("Hello, world");
    }

    assertThat(upstream.connections()).isEqualTo(1);
  }

  @Test
  void shouldAskOnceMore_whenAKeptConnectionIsClosedAsItIsUsed() {
    HttpProvider provider = provider(config().maxConcurrent(1));
    parts(open(provider));
    upstream.answer(Script.raw("").close());

    List<StreamPart> parts = parts(open(provider));

    assertThat(text(parts, 0, Field.CONTENT)).isEqualTo("Hello, world");
    assertThat(upstream.calls()).hasSize(3);
    assertThat(upstream.connections()).isEqualTo(2);
  }

  @Test
  void shouldNotAskAgain_whenAFreshConnectionIsClosed() {
    upstream.answer(Script.raw("").close());

    ProviderFailure failure = refusal(provider(config()));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void shouldCompleteAtOnceAndThenHangUp_whenTheBodyStaysOpenAfterDone() {
    upstream.answer(Script.sse().event(content("a")).event(finish("stop")).event("[DONE]"));

    List<StreamPart> parts = parts(open(provider(config())));

    assertThat(parts).hasSize(2);
    assertReset(0);
  }

  @Test
  void shouldKeepTheConnection_whenCancelledAfterTheEnd() {
    HttpProvider provider = provider(config().maxConcurrent(1));
    AssertSubscriber<StreamPart> listener = all(open(provider)).awaitCompletion(PATIENCE);

    listener.cancel();
    parts(open(provider));

    assertThat(upstream.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"400,BAD_REQUEST", "401,CREDENTIALS", "429,OVERLOADED", "500,BROKEN"})
  void shouldFailAsTheProtocolSays_whenTheStatusIsAnError(int status, Kind kind) {
    upstream.answer(Script.json(status, error("t", "sorry"), "retry-after: 3"));
    HttpProvider provider = provider(config());

    ProviderFailure failure = refusal(provider);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure).hasMessageContaining("sorry");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
    parts(open(provider));
    assertThat(upstream.connections()).isEqualTo(1);
  }

  @Test
  void shouldReadABoundedBeginning_whenTheErrorBodyIsEndless() {
    String head = "HTTP/1.1 500 Oops\r\ncontent-type: text/html\r\n\r\n";
    upstream.answer(Script.raw(head).firehose("<p>"));

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.BROKEN);
    assertReset(0);
  }

  @Test
  void shouldFailByTheStatus_whenTheErrorBodyNeverEnds() {
    upstream.answer(Script.raw("HTTP/1.1 503 Oops\r\ncontent-length: 100\r\n\r\n{"));

    assertThat(refusal(provider(config().firstChunkTimeout(200))).kind())
        .isEqualTo(Kind.OVERLOADED);
    assertReset(0);
  }

  @Test
  void shouldFailUnreachable_whenNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + free;

    ProviderFailure failure = refusal(provider(TestProviderConfig.of(Type.OPENAI, url)));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessage("the provider refused the connection");
  }

  @Test
  void shouldFailUnreachable_whenTheConnectionBreaksBeforeTheAnswer() {
    upstream.answer(Script.raw("").reset());

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"silence", "head-only"})
  void shouldTimeOutAndReset_whenNoChunkComesInTime(String model) {
    HttpProvider provider = provider(config().firstChunkTimeout(150));

    ProviderFailure failure =
        (ProviderFailure)
            provider
                .open(ChatRequests.saying("hi"), model)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(PATIENCE)
                .getFailure();

    assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    assertReset(0);
  }

  @Test
  void shouldFailTheOpening_whenTheFirstEventIsAnError() {
    upstream.answer(Script.sse().event(role()).event(error("server_error", "no")).done());

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.BROKEN);
  }

  @Test
  void shouldFailTheOpening_whenTheErrorFollowsTheTextInTheSameBuffer() {
    String both = "data: " + content("a") + "\n\ndata: " + error("server_error", "no") + "\n\n";
    upstream.answer(Script.sse().text(both).end());

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ": nothing\n\n", "data: [DONE]\n\n", "data: {\"choices\":[]}\n\n"})
  void shouldFailTheOpening_whenTheStreamEndsBeforeAnyPart(String body) {
    upstream.answer(body.isEmpty() ? Script.sse().end() : Script.sse().text(body).end());

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.INTERRUPTED);
  }

  @Test
  void shouldFailAsTheErrorSays_whenADocumentComesInsteadOfAStream() {
    upstream.answer(Script.json(200, error("rate_limit_error", "slow down")));

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.OVERLOADED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}",
        "<html>welcome</html>",
        "[]"
      })
  void shouldFailGarbled_whenTheDocumentIsNoError(String document) {
    upstream.answer(Script.json(200, document));

    assertThat(refusal(provider(config())).kind()).isEqualTo(Kind.GARBLED);
  }

  @Test
  void shouldFailInterrupted_whenTheConnectionBreaksInMidStream() {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    upstream.answer(Script.sse().event(content("Hel")).await(signal).reset());
    AssertSubscriber<StreamPart> listener = all(open(provider(config())));

    signal.complete(null);

    assertThat(failure(listener).kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(text(listener.getItems(), 0, Field.CONTENT)).isEqualTo("Hel");
  }

  @Test
  void shouldBeWhole_whenTheProviderFallsSilentAfterItsLastWord() {
    upstream.answer(Script.sse().event(content("Hel")).event(finish("stop")));

    AssertSubscriber<StreamPart> listener = all(open(provider(config().stallTimeout(200))));

    listener.awaitCompletion(PATIENCE);
    assertThat(listener.getLastItem()).isEqualTo(new StreamPart.Finished(0, FinishReason.STOP));
    assertReset(0);
  }

  @Test
  void shouldBeWhole_whenTheConnectionBreaksAfterTheLastWord() {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    upstream.answer(Script.sse().event(content("Hel")).event(finish("stop")).await(signal).reset());
    AssertSubscriber<StreamPart> listener = all(open(provider(config())));

    signal.complete(null);

    listener.awaitCompletion(PATIENCE);
    assertThat(listener.getLastItem()).isEqualTo(new StreamPart.Finished(0, FinishReason.STOP));
  }

  @Test
  void shouldSendNothing_whenCancelledWhileWaitingForAConnection() {
    HttpProvider provider = provider(config().maxConcurrent(1));
    AssertSubscriber<StreamPart> first = all(open(provider, "stall"));
    UniAssertSubscriber<UpstreamStream> second = opening(provider, "queued");

    second.cancel();
    first.cancel();
    parts(open(provider));

    assertThat(upstream.calls())
        .extracting(call -> call.body().getString("model"))
        .containsExactly("stall", "any");
  }

  @ParameterizedTest
  @ValueSource(strings = {"silence", "head-only"})
  void shouldResetWithin100Millis_whenCancelledBeforeTheFirstChunk(String model) {
    UniAssertSubscriber<UpstreamStream> opening = opening(provider(config()), model);
    awaitCalls(1);

    long cancelled = System.nanoTime();
    opening.cancel();

    assertResetSoonAfter(cancelled);
  }

  @Test
  void shouldResetWithin100Millis_whenCancelledInMidStream() {
    AssertSubscriber<StreamPart> listener = all(open(provider(config()), "stall"));

    long cancelled = System.nanoTime();
    listener.cancel();

    assertResetSoonAfter(cancelled);
  }

  @Test
  void shouldReset_whenNobodyTakesTheStream() {
    open(provider(config().stallTimeout(100)), "stall");

    assertReset(0);
  }

  @Test
  void shouldStillTell_whenTheStreamIsTakenTooLate() {
    UpstreamStream stream = open(provider(config().stallTimeout(100)), "stall");
    assertReset(0);

    assertThat(failure(all(stream)).kind()).isEqualTo(Kind.STALLED);
  }

  @Test
  void shouldFailSaturated_whenPoolAndWaitQueueAreFull() {
    HttpProvider provider = provider(config().maxConcurrent(2));
    List<UniAssertSubscriber<UpstreamStream>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(opening(provider, "head-only"));
    }
    awaitCalls(2);

    assertThat(refusal(provider).kind()).isEqualTo(Kind.SATURATED);
    waiting.forEach(UniAssertSubscriber::cancel);
  }

  @Test
  void shouldFailSaturated_whenNoStreamEndsInTime() {
    HttpProvider provider = provider(config().maxConcurrent(1).firstChunkTimeout(300));
    AssertSubscriber<StreamPart> first = all(open(provider, "stall"));

    assertThat(refusal(provider).kind()).isEqualTo(Kind.SATURATED);
    assertThat(upstream.calls()).hasSize(1);
    first.cancel();
  }

  @Test
  void shouldNotTakeMoreThanBuffersHold_whenTheSubscriberIsSlow() throws IOException {
    long kernel = heldByTheKernel();
    AssertSubscriber<StreamPart> listener = listen(open(provider(config()), "firehose"), 0);
    UpstreamCall call = upstream.call(1);
    listener.request(1);

    long taken = settled(call);

    assertThat(taken).isLessThan(kernel + 32 * 1024);
    assertThat(listener.getItems()).hasSize(1);
    listener.request(10_000);
    await().atMost(PATIENCE).until(() -> listener.getItems().size() == 10_001);
    assertThat(call.written().get()).isGreaterThan(taken);
    listener.cancel();
    assertReset(1);
  }

  @Test
  void shouldNotRecurse_whenEachItemAsksForTheNext() {
    List<StreamPart> parts = new ArrayList<>();
    String many = ("data: " + content("a") + "\n\n").repeat(20_000);
    upstream.answer(Script.sse().event(role()).text(many).event(finish("stop")).done());
    CompletableFuture<Integer> depth = new CompletableFuture<>();

    open(provider(config())).parts().subscribe().withSubscriber(new OneByOne(parts, depth));

    assertThat(depth).succeedsWithin(PATIENCE).satisfies(max -> assertThat(max).isLessThan(200));
    assertThat(parts).hasSize(20_001);
  }

  @Test
  void shouldFailStalled_whenTheProviderIsSilentWhileWeAsk() {
    AssertSubscriber<StreamPart> listener =
        all(open(provider(config().stallTimeout(150)), "stall"));

    assertThat(failure(listener).kind()).isEqualTo(Kind.STALLED);
    assertReset(0);
  }

  @Test
  void shouldNotStall_whenTheSubscriberIsTheSlowOne() {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    upstream.answer(
        Script.sse()
            .event(content("a"))
            .await(signal)
            .event(content("b"))
            .event(finish("stop"))
            .done());
    AssertSubscriber<StreamPart> listener = listen(open(provider(config().stallTimeout(60))), 1);

    await().during(Duration.ofMillis(250)).until(() -> listener.getFailure() == null);
    signal.complete(null);
    listener.request(Long.MAX_VALUE);

    listener.awaitCompletion(PATIENCE);
    assertThat(text(listener.getItems(), 0, Field.CONTENT)).isEqualTo("ab");
  }

  @Test
  void shouldNotStall_whenKeepAliveCommentsCome() {
    Script script = Script.sse().event(content("a"));
    List<CompletableFuture<Void>> beats = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      beats.add(new CompletableFuture<>());
      script.await(beats.get(i)).comment("keep-alive");
    }
    upstream.answer(script.event(finish("stop")).done());
    AssertSubscriber<StreamPart> listener = all(open(provider(config().stallTimeout(400))));

    for (int i = 0; i < beats.size(); i++) {
      CompletableFuture<Void> beat = beats.get(i);
      vertx.setTimer(100L * (i + 1), id -> beat.complete(null));
    }

    listener.awaitCompletion(PATIENCE);
  }

  @Test
  void shouldStayOnTheCallersEventLoop() {
    HttpProvider provider = provider(config());

    assertThat(threads(vertx.getOrCreateContext(), provider))
        .succeedsWithin(PATIENCE)
        .satisfies(threads -> assertThat(threads).hasSize(1));
  }

  @Test
  void shouldStayOnTheCallersEventLoop_whenItsSlotWasGivenBackOnAnother() {
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    HttpProvider provider = provider(config().maxConcurrent(4));
    for (int i = 0; i < 4; i++) {
      upstream.answer(Script.sse().event(content("a")).await(goOn).event(finish("stop")).done());
      threads(((VertxInternal) vertx).createEventLoopContext(), provider);
    }
    awaitCalls(4);
    List<CompletableFuture<Set<Thread>>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(threads(((VertxInternal) vertx).createEventLoopContext(), provider));
    }

    goOn.complete(null);

    assertThat(waiting)
        .allSatisfy(
            one ->
                assertThat(one)
                    .succeedsWithin(PATIENCE)
                    .satisfies(threads -> assertThat(threads).hasSize(1)));
  }

  @Test
  void shouldReadTheNextAnswerOfAConnection_whenTheOneBeforeWasNotReadToItsEnd() {
    HttpProvider provider = provider(config());
    Context loop = ((VertxInternal) vertx).createEventLoopContext();
    upstream.answer(Script.atOnce(content("a"), content("b"), content("c"), finish("stop")));
    AssertSubscriber<StreamPart> slow = listenOn(loop, provider, 1);
    slow.awaitItems(1, PATIENCE);

    List<StreamPart> next =
        listenOn(loop, provider, Long.MAX_VALUE).awaitCompletion(PATIENCE).getItems();

    assertThat(upstream.connections()).isEqualTo(1);
    assertThat(text(next, 0, Field.CONTENT)).isEqualTo("Hello, world");
    slow.request(Long.MAX_VALUE);
    assertThat(text(slow.awaitCompletion(PATIENCE).getItems(), 0, Field.CONTENT)).isEqualTo("abc");
  }

  @Test
  void shouldLeaveTheNextAnswerAlone_whenTheOneBeforeIsAbandonedUnread() {
    HttpProvider provider = provider(config());
    Context loop = ((VertxInternal) vertx).createEventLoopContext();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    upstream.answer(Script.atOnce(content("a"), content("b"), content("c"), finish("stop")));
    upstream.answer(Script.sse().event(content("x")).await(goOn).event(finish("stop")).done());
    AssertSubscriber<StreamPart> slow = listenOn(loop, provider, 1);
    slow.awaitItems(1, PATIENCE);
    AssertSubscriber<StreamPart> next = listenOn(loop, provider, Long.MAX_VALUE);
    next.awaitItems(1, PATIENCE);

    slow.cancel();
    goOn.complete(null);

    next.awaitCompletion(PATIENCE);
    assertThat(upstream.connections()).isEqualTo(1);
  }

  private static AssertSubscriber<StreamPart> listenOn(
      Context context, HttpProvider provider, long demand) {
    AssertSubscriber<StreamPart> listener = AssertSubscriber.create(demand);
    context.runOnContext(nothing -> parts(provider).subscribe().withSubscriber(listener));
    return listener;
  }

  private static Multi<StreamPart> parts(HttpProvider provider) {
    return provider
        .open(ChatRequests.saying("hi"), "any")
        .onItem()
        .transformToMulti(UpstreamStream::parts);
  }

  /** The threads that a stream is asked for and comes on. */
  private static CompletableFuture<Set<Thread>> threads(Context context, HttpProvider provider) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CompletableFuture<Set<Thread>> end = new CompletableFuture<>();
    context.runOnContext(
        nothing -> {
          threads.add(Thread.currentThread());
          parts(provider)
              .subscribe()
              .with(
                  part -> threads.add(Thread.currentThread()),
                  end::completeExceptionally,
                  () -> end.complete(threads));
        });
    return end;
  }

  @Test
  void shouldOpenFromAWorkerThread() {
    CompletableFuture<List<StreamPart>> parts = new CompletableFuture<>();
    HttpProvider provider = provider(config());
    ContextInternal worker = ((VertxInternal) vertx).createWorkerContext();

    worker.runOnContext(
        nothing ->
            parts(provider)
                .collect()
                .asList()
                .subscribe()
                .with(parts::complete, parts::completeExceptionally));

    assertThat(parts).succeedsWithin(PATIENCE).satisfies(all -> assertThat(all).isNotEmpty());
  }

  @Test
  void shouldRefuseASecondSubscriber() {
    UpstreamStream stream = open(provider(config()), "stall");
    AssertSubscriber<StreamPart> first = listen(stream, 0);

    AssertSubscriber<StreamPart> second = listen(stream, 1);

    second.awaitFailure(PATIENCE).assertFailedWith(IllegalStateException.class, "one subscriber");
    first.cancel();
  }

  private static UpstreamStream open(HttpProvider provider, String model) {
    return provider.open(ChatRequests.saying("hi"), model).await().atMost(PATIENCE);
  }

  private static UniAssertSubscriber<UpstreamStream> opening(HttpProvider provider, String model) {
    return provider
        .open(ChatRequests.saying("hi"), model)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private void assertResetSoonAfter(long cancelled) {
    assertThat(upstream.call(0).closed())
        .succeedsWithin(PATIENCE)
        .satisfies(
            closed ->
                assertThat(Duration.ofNanos(closed - cancelled))
                    .isLessThan(Duration.ofMillis(100)));
  }

  /** What the upstream can write to a socket like ours that nobody reads from. */
  private long heldByTheKernel() throws IOException {
    try (Socket deaf = new Socket()) {
      deaf.connect(new InetSocketAddress("127.0.0.1", upstream.port()));
      String body = "{\"model\":\"firehose\"}";
      String head = "POST / HTTP/1.1\r\ncontent-length: " + body.length() + "\r\n\r\n";
      deaf.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      awaitCalls(1);
      return settled(upstream.call(0));
    }
  }

  /** What the upstream had written when it could write no more. */
  private static long settled(UpstreamCall call) {
    long[] last = {-1};
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              long now = call.written().get();
              boolean still = now == last[0];
              last[0] = now;
              return still && now > 0;
            });
    return last[0];
  }

  /** Asks for the next part from within the delivery of the one before, and measures the stack. */
  private static final class OneByOne implements MultiSubscriber<StreamPart> {
    private final List<StreamPart> parts;
    private final CompletableFuture<Integer> deepest;
    private Flow.Subscription subscription;
    private int depth;

    OneByOne(List<StreamPart> parts, CompletableFuture<Integer> deepest) {
      this.parts = parts;
      this.deepest = deepest;
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      subscription.request(1);
    }

    @Override
    public void onItem(StreamPart part) {
      parts.add(part);
      if (parts.size() % 1000 == 0) {
        depth = Math.max(depth, Thread.currentThread().getStackTrace().length);
      }
      subscription.request(1);
    }

    @Override
    public void onFailure(Throwable failure) {
      deepest.completeExceptionally(failure);
    }

    @Override
    public void onCompletion() {
      deepest.complete(depth);
    }
  }
}
