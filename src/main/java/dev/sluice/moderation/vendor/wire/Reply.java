package dev.sluice.moderation.vendor.wire;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An object of a vendor's JSON answer. A needed field that is missing or of another type than the
 * vendor documents is a {@link VendorFailure}, and so is an optional field of the wrong type: such
 * an answer proves nothing, least of all that a text may pass. JSON's null counts as missing.
 */
public final class Reply {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode node;
  private final String place;

  private Reply(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** The answer's body. */
  public static Reply of(VendorAnswer answer) {
    return of(answer.body());
  }

  /** A JSON object that a vendor hides in a string, too. */
  public static Reply of(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root != null && root.isObject()) {
        return new Reply(root, "");
      }
    } catch (IOException quotesTheText) {
      throw failure("an answer that is no JSON");
    }
    throw failure("an answer that is no JSON object");
  }

  /** The body of an answer that may be anything, such as that of an error. */
  public static Optional<Reply> ofAny(VendorAnswer answer) {
    try {
      return Optional.of(of(answer));
    } catch (VendorFailure noObject) {
      return Optional.empty();
    }
  }

  /** For failures that are specific to a vendor: an answer that decides nothing. */
  public static VendorFailure failure(String what) {
    return new VendorFailure(VendorFailure.Kind.RETRYABLE, what);
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    return !value(field).isMissingNode();
  }

  public Reply object(String field) {
    return optionalObject(field).orElseThrow(() -> unreadable(field));
  }

  public Optional<Reply> optionalObject(String field) {
    return optional(field, value(field).isObject()).map(it -> new Reply(it, place + field + "."));
  }

  public String text(String field) {
    return optionalText(field).orElseThrow(() -> unreadable(field));
  }

  public Optional<String> optionalText(String field) {
    return optional(field, value(field).isTextual()).map(JsonNode::textValue);
  }

  /** A code that some vendors write as a number and some as a text, as a text. */
  public String code(String field) {
    return optionalCode(field).orElseThrow(() -> unreadable(field));
  }

  public Optional<String> optionalCode(String field) {
    JsonNode value = value(field);
    return optional(field, value.isTextual() || value.isIntegralNumber()).map(JsonNode::asText);
  }

  public long integer(String field) {
    JsonNode value = value(field);
    return optional(field, value.isIntegralNumber() && value.canConvertToLong())
        .map(JsonNode::longValue)
        .orElseThrow(() -> unreadable(field));
  }

  public double number(String field) {
    return optionalNumber(field).orElseThrow(() -> unreadable(field));
  }

  public OptionalDouble optionalNumber(String field) {
    return optional(field, value(field).isNumber())
        .map(it -> OptionalDouble.of(it.doubleValue()))
        .orElseGet(OptionalDouble::empty);
  }

  /** A share from 0 to 1 as a score from 0 to 100. */
  public OptionalDouble optionalScore(String field) {
    OptionalDouble share = optionalNumber(field);
    return share.isPresent()
        ? OptionalDouble.of(Math.max(0, Math.min(100, share.getAsDouble() * 100)))
        : share;
  }

  public boolean flag(String field) {
    return optional(field, value(field).isBoolean())
        .map(JsonNode::booleanValue)
        .orElseThrow(() -> unreadable(field));
  }

  /** The objects of a list, at least an empty one. */
  public List<Reply> objects(String field) {
    return optionalObjects(field).orElseThrow(() -> unreadable(field));
  }

  public Optional<List<Reply>> optionalObjects(String field) {
    return optional(field, value(field).isArray())
        .map(list -> elements(list).map(it -> element(field, it, it.isObject())).toList())
        .map(list -> list.stream().map(it -> new Reply(it, place + field + "[].")).toList());
  }

  /** The texts of a list; none where it is missing. */
  public List<String> texts(String field) {
    return optional(field, value(field).isArray())
        .map(list -> elements(list).map(it -> element(field, it, it.isTextual())).toList())
        .map(list -> list.stream().map(JsonNode::textValue).toList())
        .orElseGet(List::of);
  }

  /** The objects that the fields of this one are, by name, in order. */
  public List<Map.Entry<String, Reply>> members() {
    return names().stream().map(name -> Map.entry(name, object(name))).toList();
  }

  /** The names of its fields, in order. */
  public List<String> names() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** The failure of a field whose value decides nothing; names the field, not the value. */
  public VendorFailure unreadable(String field) {
    return failure("an answer without a readable '" + place + field + "'");
  }

  private JsonNode value(String field) {
    JsonNode value = node.path(field);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private Optional<JsonNode> optional(String field, boolean fits) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!fits) {
      throw unreadable(field);
    }
    return Optional.of(value);
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private JsonNode element(String field, JsonNode element, boolean fits) {
    if (!fits) {
      throw unreadable(field);
    }
    return element;
  }
}
