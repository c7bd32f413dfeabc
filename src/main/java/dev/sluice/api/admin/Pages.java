package dev.sluice.api.admin;

import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cursor pages: {@code ?limit=&cursor=} and {@code {"items","next_cursor"}}. A cursor means nothing
 * to callers; it is handed back as it came.
 */
public final class Pages {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private Pages() {}

  public static int limit(HttpServerRequest request) {
    return Optional.ofNullable(request.getParam("limit")).map(Pages::limit).orElse(USUAL);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException unreadable) {
      // Refused below, like any number out of range.
    }
    throw Refusal.Invalid.parameter("limit", "'limit' must be between 1 and " + MOST + ".");
  }

  public static Optional<String> behind(HttpServerRequest request) {
    return Optional.ofNullable(request.getParam("cursor"))
        .filter(cursor -> !cursor.isEmpty())
        .map(Pages::decoded);
  }

  private static String decoded(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException foreign) {
      throw Refusal.Invalid.parameter("cursor", "'cursor' must be one that a page gave.");
    }
  }

  public static <T> String json(Page<T> page, Function<T, JsonObject> item) {
    JsonArray items = new JsonArray();
    page.items().forEach(each -> items.add(item.apply(each)));
    return new JsonObject()
        .put("items", items)
        .put("next_cursor", page.next().map(Pages::encoded).orElse(null))
        .encode();
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }
}
