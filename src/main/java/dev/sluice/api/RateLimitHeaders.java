package dev.sluice.api;

import dev.sluice.quota.Allowance;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Standing;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * The headers by which OpenAI's clients know how much is left: of requests and of tokens, each by
 * the limit that has the least left. There are none where nothing is limited.
 */
public final class RateLimitHeaders {
  private RateLimitHeaders() {}

  public static void put(HttpServerResponse response, Allowance allowance) {
    if (!response.headWritten()) {
      put(response, "requests", Measure.REQUESTS, allowance);
      put(response, "tokens", Measure.TOKENS, allowance);
    }
  }

  private static void put(
      HttpServerResponse response, String name, Measure measure, Allowance allowance) {
    allowance.tightest(measure).ifPresent(standing -> put(response, name, standing));
  }

  private static void put(HttpServerResponse response, String name, Standing standing) {
    response.putHeader("x-ratelimit-limit-" + name, Long.toString(standing.bound().most()));
    response.putHeader("x-ratelimit-remaining-" + name, Long.toString(standing.remaining()));
    standing
        .resetsIn()
        .ifPresent(wait -> response.putHeader("x-ratelimit-reset-" + name, words(wait)));
  }

  /** As OpenAI writes durations: {@code 17ms}, {@code 6m0s}, {@code 23h4m10s}. */
  static String words(Duration wait) {
    if (wait.toMillis() < 1000) {
      return wait.toMillis() + "ms";
    }
    long seconds = (wait.toMillis() + 999) / 1000;
    StringBuilder words = new StringBuilder();
    if (seconds >= 3600) {
      words.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      words.append(seconds / 60 % 60).append('m');
    }
    return words.append(seconds % 60).append('s').toString();
  }
}
