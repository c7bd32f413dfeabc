package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.JsonBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;
import java.util.Set;

/** Reads bodies whose fields are all known: a misspelt one would silently keep its default. */
final class StrictBody {
  private static final int LONGEST_REASON = 500;

  private StrictBody() {}

  static Fields read(Buffer body, String... known) {
    return read(JsonBody.parse(body), known);
  }

  static Fields read(ObjectNode object, String... known) {
    Set<String> names = Set.of(known);
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw Refusal.Invalid.parameter(name, "There is no such field here.");
              }
            });
    return Fields.root(object);
  }

  /** For a body that says how one thing is to be: it must be named, though it may be null. */
  static Fields only(Buffer body, String name) {
    ObjectNode object = JsonBody.parse(body);
    Fields fields = read(object, name);
    if (!object.has(name)) {
      throw fields.wrong(name, "is required; it may be null.");
    }
    return fields;
  }

  static int number(Fields fields, String name, int low, int high) {
    OptionalInt number = fields.integer(name, low, high);
    return number.orElseThrow(() -> fields.wrong(name, "is required."));
  }

  static int number(Fields fields, String name, int low, int high, int usual) {
    return fields.integer(name, low, high).orElse(usual);
  }

  /** Why an operator does something, in a sentence that is kept. */
  static String reason(Fields fields, String name) {
    return line(fields, name, LONGEST_REASON);
  }

  static String line(Fields fields, String name, int most) {
    String text = fields.requiredText(name).strip();
    if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
      throw fields.wrong(name, "must be at most " + most + " printable characters.");
    }
    return text;
  }
}
