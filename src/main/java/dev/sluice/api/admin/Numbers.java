package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.api.openai.Fields;
import java.util.OptionalLong;
import java.util.Set;

/** What operators' bodies of numbers have in common. */
final class Numbers {
  private Numbers() {}

  /** A whole number of at least 0. */
  static OptionalLong count(Fields fields, String name) {
    OptionalLong count = fields.wholeNumber(name);
    if (count.isPresent() && count.getAsLong() < 0) {
      throw fields.wrong(name, "must be at least 0.");
    }
    return count;
  }

  /** A misspelt field would silently mean something else. */
  static void refuseUnknown(Fields fields, JsonNode body, Set<String> known, String thing) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw fields.wrong(name, "is no field of " + thing + ".");
              }
            });
  }
}
