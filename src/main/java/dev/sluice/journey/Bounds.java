package dev.sluice.journey;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Refusal;
import dev.sluice.provider.Route;

/** Holds a request to what its model alias allows. */
final class Bounds {
  private Bounds() {}

  /**
   * The request with its output bounded by the alias's.
   *
   * @throws Refusal.Invalid if the temperature is outside the alias's range
   */
  static ChatRequest apply(ChatRequest request, Route route) {
    request
        .temperature()
        .ifPresent(
            asked -> {
              if (!route.temperature().includes(asked)) {
                throw Refusal.Invalid.parameter(
                    "temperature",
                    "'temperature' must be in " + route.temperature() + " for this model.");
              }
            });
    int most = route.maxOutputTokens();
    return request.withMaxOutputTokens(Math.min(request.maxOutputTokens().orElse(most), most));
  }
}
