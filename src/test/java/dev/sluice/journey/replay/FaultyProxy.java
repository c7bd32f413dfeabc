package dev.sluice.journey.replay;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and Redis and does what networks do. */
public final class FaultyProxy {
  private static final long NEVER = Long.MAX_VALUE;

  private final NetServer server;
  private final NetClient client;
  private final int target;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong requestBytesLeft = new AtomicLong(NEVER);
  private final AtomicLong replyBytesLeft = new AtomicLong(NEVER);
  private volatile boolean down;

  public FaultyProxy(Vertx vertx, int target) {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::accept);
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  public int port() {
    return server.actualPort();
  }

  /** Breaks the connection in the middle of what a client sends, once. */
  void dropAfterRequestBytes(long bytes) {
    requestBytesLeft.set(bytes);
  }

  /** Breaks the connection in the middle of what Redis answers, once: the request was done. */
  void dropAfterReplyBytes(long bytes) {
    replyBytesLeft.set(bytes);
  }

  /** Holds everything back, in both directions. */
  public void stall() {
    sockets.forEach(NetSocket::pause);
  }

  /** Lets go on what was held back. */
  public void flow() {
    sockets.forEach(NetSocket::resume);
  }

  /** Breaks all connections and refuses new ones until {@link #up}. */
  public void down() {
    down = true;
    sockets.forEach(NetSocket::close);
  }

  public void up() {
    down = false;
  }

  public void close() {
    server.close();
    client.close();
  }

  private void accept(NetSocket caller) {
    if (down) {
      caller.close();
      return;
    }
    caller.pause();
    client
        .connect(target, "127.0.0.1")
        .onFailure(ignored -> caller.close())
        .onSuccess(redis -> join(caller, redis));
  }

  private void join(NetSocket caller, NetSocket redis) {
    relay(caller, redis, requestBytesLeft);
    relay(redis, caller, replyBytesLeft);
    caller.resume();
  }

  private void relay(NetSocket from, NetSocket to, AtomicLong bytesLeft) {
    sockets.add(from);
    from.handler(data -> pass(data, from, to, bytesLeft));
    from.closeHandler(
        ignored -> {
          sockets.remove(from);
          to.close();
        });
  }

  private static void pass(Buffer data, NetSocket from, NetSocket to, AtomicLong bytesLeft) {
    long left = bytesLeft.get();
    if (left > data.length()) {
      if (left != NEVER) {
        bytesLeft.addAndGet(-data.length());
      }
      to.write(data);
    } else {
      bytesLeft.set(NEVER);
      to.write(data.slice(0, (int) left)).onComplete(ignored -> from.close());
    }
  }
}
