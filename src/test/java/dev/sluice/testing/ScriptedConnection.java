package dev.sluice.testing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** One connection to a {@link ScriptedUpstream}: reads requests, plays their scripts. */
final class ScriptedConnection {
  private static final CompletableFuture<Void> OVER = CompletableFuture.completedFuture(null);

  private final NetSocket socket;
  private final int number;
  private final Consumer<UpstreamCall> onCall;
  private final Function<JsonObject, Script> scripts;
  private final CompletableFuture<Long> closed = new CompletableFuture<>();
  private final Context context = Vertx.currentContext();
  private Buffer unread = Buffer.buffer();

  ScriptedConnection(
      NetSocket socket,
      int number,
      Consumer<UpstreamCall> onCall,
      Function<JsonObject, Script> scripts) {
    this.socket = socket;
    this.number = number;
    this.onCall = onCall;
    this.scripts = scripts;
  }

  void read() {
    socket.closeHandler(nothing -> closed.complete(System.nanoTime()));
    socket.exceptionHandler(broken -> closed.complete(System.nanoTime()));
    socket.handler(
        bytes -> {
          unread.appendBuffer(bytes);
          parse();
        });
  }

  private void parse() {
    String text = unread.toString(StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return;
    }
    List<String> head = List.of(text.substring(0, headEnd).split("\r\n"));
    int end = headEnd + 4 + length(head);
    if (unread.length() < end) {
      return;
    }
    String body = unread.getString(headEnd + 4, end);
    unread = unread.getBuffer(end, unread.length());
    UpstreamCall call =
        new UpstreamCall(
            head,
            body,
            number,
            closed,
            new CompletableFuture<>(),
            new AtomicLong(),
            new AtomicBoolean());
    onCall.accept(call);
    play(scripts.apply(call.body()).steps().iterator(), call);
  }

  private static int length(List<String> head) {
    return head.stream()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private void play(Iterator<Script.Step> steps, UpstreamCall call) {
    if (closed.isDone()) {
      return;
    }
    if (!steps.hasNext()) {
      call.completed().complete(null);
      return;
    }
    step(steps.next(), call)
        .whenComplete((done, failed) -> context.runOnContext(nothing -> play(steps, call)));
  }

  private CompletableFuture<Void> step(Script.Step step, UpstreamCall call) {
    if (step instanceof Script.Write write) {
      return write(write.bytes(), call);
    }
    if (step instanceof Script.Await await) {
      return await.signal();
    }
    if (step instanceof Script.Firehose firehose) {
      return firehose(firehose.bytes(), call);
    }
    if (step instanceof Script.Close) {
      socket.close();
    } else if (step instanceof Script.Reset) {
      reset();
    } else if (step instanceof Script.NextRequest) {
      call.whole().set(true);
    }
    return OVER;
  }

  private CompletableFuture<Void> write(Buffer bytes, UpstreamCall call) {
    return socket
        .write(bytes)
        .onSuccess(written -> call.written().addAndGet(bytes.length()))
        .toCompletionStage()
        .toCompletableFuture();
  }

  private CompletableFuture<Void> firehose(Buffer bytes, UpstreamCall call) {
    return write(bytes, call)
        .thenCompose(
            written -> closed.isDone() ? OVER : later().thenCompose(x -> firehose(bytes, call)));
  }

  private CompletableFuture<Void> later() {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    context.runOnContext(turn::complete);
    return turn;
  }

  private void reset() {
    Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    socket.close();
  }
}
