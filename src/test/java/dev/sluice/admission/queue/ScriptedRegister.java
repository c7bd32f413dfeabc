package dev.sluice.admission.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A register whose answers a test gives, one by one. */
final class ScriptedRegister implements Register {

  record Call(Exchange exchange, Promise<Reply> reply) {
    List<String> entering() {
      return exchange.entering().stream().map(SlotRequest::id).toList();
    }

    void news(Entered... entered) {
      granting(List.of(), entered);
    }

    void granting(List<String> granted, Entered... entered) {
      reply.complete(new News(Duration.ofSeconds(1), 0, List.of(entered), granted, Map.of()));
    }
  }

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  @Override
  public Future<Reply> exchange(Exchange exchange) {
    Promise<Reply> reply = Promise.promise();
    calls.add(new Call(exchange, reply));
    return reply.future();
  }

  /** The next exchange that says or asks anything; polls are answered with nothing. */
  Call next() throws InterruptedException {
    while (true) {
      Call call = calls.poll(10, TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("there was no exchange");
      }
      Exchange it = call.exchange();
      if (it.how() == How.ANEW
          || !it.leaving().isEmpty()
          || !it.entering().isEmpty()
          || it.look()) {
        return call;
      }
      call.news();
    }
  }
}
