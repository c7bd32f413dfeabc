package dev.sluice.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ProviderFailure;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * JSON as it crosses the wire to and from a provider. A field that is missing or of another type
 * than expected reads as empty or 0; only what is no JSON at all is a failure.
 */
public final class WireJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private WireJson() {}

  /** The event's payload; missing where the event is blank, {@code GARBLED} where it is no JSON. */
  public static JsonNode read(WireEvent event) {
    try {
      return MAPPER.readTree(event.bytes(), event.offset(), event.length());
    } catch (IOException e) {
      // The parser's own message quotes content, so it goes no further.
      throw new ProviderFailure(ProviderFailure.Kind.GARBLED, "The provider sent broken JSON.");
    }
  }

  /** The text as JSON; missing where it is none. */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * The arguments of a tool call as an object. Text that is no JSON object becomes an empty one: a
   * conversation may hold a call that the output limit cut off, and must go on regardless.
   */
  public static ObjectNode arguments(String text) {
    return read(text) instanceof ObjectNode object ? object : object();
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The request body, or {@code BAD_REQUEST} where arguments or schemas are nested too deeply. */
  public static Buffer write(ObjectNode body) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new ProviderFailure(
          ProviderFailure.Kind.BAD_REQUEST, "The request cannot be written as JSON.");
    }
  }

  /** The field's text, empty where it has none. */
  public static String text(JsonNode node, String field) {
    String text = node.path(field).textValue();
    return text == null ? "" : text;
  }

  /** The field's count, from 0 to the greatest int. */
  public static int count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? clamp(value.longValue()) : 0;
  }

  /** The sum of several counts, which stays within an int. */
  public static int sum(int... counts) {
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return clamp(sum);
  }

  private static int clamp(long value) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
  }
}
