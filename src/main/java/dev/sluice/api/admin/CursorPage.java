package dev.sluice.api.admin;

import dev.sluice.model.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a long list, as asked for by {@code ?limit=&cursor=}.
 *
 * @param limit how many items at most
 * @param cursor the last item of the page before
 */
record CursorPage(int limit, Optional<String> cursor) {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  /**
   * @throws Refusal.Invalid naming the parameter
   */
  static CursorPage asked(HttpServerRequest request) {
    Optional<String> limit = Optional.ofNullable(request.getParam("limit"));
    return new CursorPage(
        limit.map(CursorPage::number).orElse(USUAL),
        Optional.ofNullable(request.getParam("cursor")).filter(text -> !text.isEmpty()));
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw Refusal.Invalid.parameter("limit", "'limit' must be between 1 and " + MOST + ".");
  }

  /** One more than the page holds, to know whether there is a next one. */
  int fetched() {
    return limit + 1;
  }

  <T> String json(List<T> found, Function<T, String> id, Function<T, JsonObject> item) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    JsonArray items = new JsonArray(shown.stream().map(item).toList());
    boolean more = found.size() > limit;
    return new JsonObject()
        .put("items", items)
        .put("next_cursor", more ? id.apply(shown.get(shown.size() - 1)) : null)
        .encode();
  }
}
