package dev.sluice.process;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that ask one gateway again and again, a little after each answer, every other time for a
 * stream. Closing it waits for the last answers.
 */
final class Load implements AutoCloseable {
  /** Far beyond what any step of a request may take. */
  private static final long HUNG_SECONDS = 15;

  private static final int CALLERS = 4;
  private static final int PAUSE_MILLIS = 25;

  private final GatewayClient client;
  private final String model;
  private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);
  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  Load(GatewayProcess gateway, String model) {
    this.client = gateway.client();
    this.model = model;
    for (int i = 0; i < CALLERS; i++) {
      callers.scheduleWithFixedDelay(this::ask, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void ask() {
    boolean stream = asked.incrementAndGet() % 2 == 0;
    long began = System.nanoTime();
    try {
      HttpResponse<String> response =
          client.askForAll(model, stream).get(HUNG_SECONDS, TimeUnit.SECONDS);
      answers.add(Answer.of(response, stream));
    } catch (Exception failed) {
      Duration after = Duration.ofNanos(System.nanoTime() - began);
      answers.add(new Answer(0, false, "", false, failed + " after " + after));
    }
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  long served() {
    return answers.stream().filter(answer -> answer.status() == 200).count();
  }

  long refused() {
    return answers.stream().filter(answer -> answer.status() == 503).count();
  }

  @Override
  public void close() throws InterruptedException {
    callers.shutdown();
    callers.awaitTermination(HUNG_SECONDS + 5, TimeUnit.SECONDS);
  }

  /**
   * What a caller got.
   *
   * @param status 0 where the answer was broken off or never came
   * @param whole whether the answer was complete
   * @param code the error's
   */
  record Answer(int status, boolean whole, String code, boolean retryAfter, String said) {
    private static final Set<String> UNAVAILABLE =
        Set.of(
            "quota_unavailable",
            "trace_unavailable",
            "admission_unavailable",
            "moderation_unavailable");

    static Answer of(HttpResponse<String> response, boolean stream) {
      String said = response.body();
      boolean served = response.statusCode() == 200;
      return new Answer(
          response.statusCode(),
          served && said.endsWith(stream ? "data: [DONE]\n\n" : "}"),
          served ? "" : new JsonObject(said).getJsonObject("error").getString("code"),
          response.headers().firstValue("Retry-After").isPresent(),
          said);
    }

    boolean isRight() {
      return status == 200 ? whole : status == 503 && retryAfter && UNAVAILABLE.contains(code);
    }
  }
}
