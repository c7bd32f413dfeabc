package dev.sluice.moderation.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.model.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A conversation with a vendor, kept under {@code src/test/resources/cassettes/vendor}: what we are
 * asked, what we must send, what comes back, and what we must make of it.
 *
 * <p>A file holds {@code decides}, the JSON pointers of the fields that the judgement rests on, and
 * {@code cases}. A case has a {@code name}, a {@code kind}, an {@code inquiry}, {@code calls} of a
 * {@code request} ({@code method}, {@code uri}, {@code headers}, {@code form} or {@code json}: what
 * is left out is not looked at) and an {@code answer} ({@code status}, {@code headers}, {@code
 * json} or {@code text}), and {@code hits} and {@code session}, or {@code failure} and {@code
 * retryAfterMs}.
 */
public record VendorCassette(String name, Kind kind, JsonNode json, List<String> decides) {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** What every vendor's cassettes must have, as far as it can say so. */
  public enum Kind {
    PASS,
    HIT,
    THROTTLED,
    AUTH,
    QUOTA,
    UNKNOWN_WORD,
    OTHER
  }

  static List<VendorCassette> read(String file) {
    JsonNode all = tree(file);
    return elements(all.path("cases"))
        .map(
            one ->
                new VendorCassette(
                    one.path("name").textValue(),
                    Kind.valueOf(one.path("kind").textValue()),
                    one,
                    elements((one.has("decides") ? one : all).path("decides"))
                        .map(JsonNode::textValue)
                        .toList()))
        .toList();
  }

  Inquiry inquiry() {
    JsonNode asked = json.path("inquiry");
    return new Inquiry(
        asked.path("text").asText("你好"),
        Direction.valueOf(asked.path("direction").asText("OUTPUT")),
        asked.path("prompt").asText(""),
        "0123456789abcdef0123456789abcdef",
        Optional.ofNullable(asked.path("issued").textValue()),
        asked.path("first").asBoolean(true),
        asked.path("last").asBoolean(false),
        "fedcba9876543210fedcba9876543210");
  }

  List<VendorAnswer> answers() {
    return elements(json.path("calls")).map(call -> answer(call.path("answer"))).toList();
  }

  List<JsonNode> requests() {
    return elements(json.path("calls")).map(call -> call.path("request")).toList();
  }

  private static VendorAnswer answer(JsonNode answer) {
    Map<String, String> headers = new HashMap<>();
    answer
        .path("headers")
        .properties()
        .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
    String body =
        answer.has("json") ? answer.path("json").toString() : answer.path("text").asText();
    return new VendorAnswer(
        answer.path("status").asInt(200), headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode tree(String file) {
    try (InputStream in = VendorCassette.class.getResourceAsStream("/cassettes/vendor/" + file)) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Override
  public String toString() {
    return name;
  }
}
