package dev.sluice.moderation.window;

import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;

/** A provider's answer that waits to be asked for each part, and remembers what was asked of it. */
final class FakeAnswer implements Flow.Subscription {
  private final Deque<StreamPart> waiting = new ArrayDeque<>();
  private final List<StreamPart> delivered = new ArrayList<>();
  private Flow.Subscriber<? super StreamPart> reader;
  private Runnable ending = () -> {};
  private boolean endKnown;
  private boolean sending;
  private long asked;
  private int cancelled;
  private boolean over;

  Multi<StreamPart> parts() {
    return Multi.createFrom()
        .publisher(
            subscriber -> {
              reader = subscriber;
              subscriber.onSubscribe(this);
            });
  }

  void send(StreamPart part) {
    waiting.add(part);
    flow();
  }

  void complete() {
    end(() -> reader.onComplete());
  }

  void fail(Throwable failure) {
    end(() -> reader.onError(failure));
  }

  private void end(Runnable how) {
    ending = how;
    endKnown = true;
    flow();
  }

  private void flow() {
    if (sending) {
      return;
    }
    sending = true;
    while (!over && asked > 0 && !waiting.isEmpty()) {
      asked--;
      delivered.add(waiting.peek());
      reader.onNext(waiting.remove());
    }
    sending = false;
    if (!over && endKnown && waiting.isEmpty()) {
      over = true;
      ending.run();
    }
  }

  @Override
  public void request(long more) {
    asked += more;
    flow();
  }

  @Override
  public void cancel() {
    cancelled++;
    over = true;
  }

  /** How many parts are asked for and have not come. */
  long asked() {
    return asked;
  }

  int cancelled() {
    return cancelled;
  }

  /** What the reader was given, in order. */
  List<StreamPart> delivered() {
    return delivered;
  }

  /** Whether it completed, failed or was cancelled. */
  boolean over() {
    return over;
  }
}
