package dev.sluice.process;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;

import dev.sluice.testing.Script;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a provider answers that reports another usage each time, and what it reported, by its own
 * name for the model. Answers of a held model say "Hello" and wait.
 */
final class MeteredAnswers {
  /** What the gateway itself counts for the question of these tests. */
  static final int INPUT = 7;

  /** The most that an answer takes, input included, if it is asked for {@link #MOST_OUTPUT}. */
  static final int MOST = 100;

  static final int MOST_OUTPUT = MOST - INPUT;

  private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();
  private final Map<String, Reported> reported = new ConcurrentHashMap<>();

  void hold(String model) {
    held.put(model, new CompletableFuture<>());
  }

  /** Lets this model's answers that wait end. */
  void goOn(String model) {
    held.remove(model).complete(null);
  }

  Script next(JsonObject body) {
    String model = body.getString("model");
    int output = count(model);
    Script script = Script.sse().event(role()).event(content("Hello"));
    CompletableFuture<Void> wait = held.get(model);
    if (wait != null) {
      script.await(wait);
    }
    return script
        .event(content(", world"))
        .event(finish("stop"))
        .event(usage(INPUT, output))
        .done();
  }

  private int count(String model) {
    int[] output = new int[1];
    reported.compute(
        model,
        (name, before) -> {
          Reported so = before == null ? Reported.NOTHING : before;
          output[0] = (int) (1 + so.answers * 37 % MOST_OUTPUT);
          return so.and(INPUT + output[0]);
        });
    return output[0];
  }

  Reported reported(String model) {
    return reported.getOrDefault(model, Reported.NOTHING);
  }

  Reported all() {
    return reported.values().stream().reduce(Reported.NOTHING, Reported::plus);
  }

  /** How many answers, and the tokens they took together. */
  record Reported(long answers, long tokens) {
    static final Reported NOTHING = new Reported(0, 0);

    Reported and(int more) {
      return new Reported(answers + 1, tokens + more);
    }

    Reported plus(Reported other) {
      return new Reported(answers + other.answers, tokens + other.tokens);
    }
  }
}
