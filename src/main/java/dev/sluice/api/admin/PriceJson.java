package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.openai.Fields;
import dev.sluice.quota.prices.Price;
import dev.sluice.quota.prices.PriceBook;
import dev.sluice.quota.prices.PriceVersion;
import dev.sluice.quota.prices.Revision;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Prices as JSON. */
final class PriceJson {
  private static final String INPUT = "input_per_million";
  private static final String OUTPUT = "output_per_million";
  private static final String FROM = "valid_from";
  private static final Set<String> PRICE = Set.of("provider", "model", INPUT, OUTPUT, FROM);
  private static final Set<String> REMOVAL = Set.of("provider", "model", FROM);
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 500;

  private PriceJson() {}

  static PriceBook.Proposal whole(ObjectNode body) {
    Fields fields = Fields.root(body);
    Numbers.refuseUnknown(fields, body, Set.of("prices", "base", "note"), "a price table");
    if (fields.any("prices").isEmpty()) {
      throw fields.wrong("prices", "is required.");
    }
    return proposal(fields, new Revision.Whole(elements(fields, "prices", PriceJson::price)));
  }

  static PriceBook.Proposal amended(ObjectNode body) {
    Fields fields = Fields.root(body);
    Numbers.refuseUnknown(fields, body, Set.of("put", "remove", "base", "note"), "a change");
    Revision.Amended revision =
        new Revision.Amended(
            elements(fields, "put", PriceJson::price),
            elements(fields, "remove", PriceJson::removal));
    if (revision.put().isEmpty() && revision.remove().isEmpty()) {
      throw fields.wrong("put", "or 'remove' is required.");
    }
    return proposal(fields, revision);
  }

  private static PriceBook.Proposal proposal(Fields fields, Revision revision) {
    String note = fields.text("note").orElse("");
    if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
      throw fields.wrong("note", "must be at most " + LONGEST_NOTE + " printable characters.");
    }
    return new PriceBook.Proposal(revision, fields.integer("base", 0, Integer.MAX_VALUE), note);
  }

  private static <T> List<T> elements(
      Fields fields, String name, Function<Fields.Element, T> reading) {
    return fields.array(name, PriceBook.MOST_PRICES).stream().map(reading).toList();
  }

  private static Price price(Fields.Element element) {
    Fields fields = known(element, PRICE, "a price");
    return new Price(
        name(fields, "provider"),
        name(fields, "model"),
        amount(fields, INPUT),
        amount(fields, OUTPUT),
        from(fields));
  }

  private static Revision.Removal removal(Fields.Element element) {
    Fields fields = known(element, REMOVAL, "a removal");
    return new Revision.Removal(name(fields, "provider"), name(fields, "model"), from(fields));
  }

  private static Fields known(Fields.Element element, Set<String> names, String thing) {
    Fields fields = element.fields();
    Numbers.refuseUnknown(fields, element.node(), names, thing);
    return fields;
  }

  private static String name(Fields fields, String name) {
    String text = fields.requiredText(name);
    if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
      throw fields.wrong(name, "must be at most " + LONGEST_NAME + " printable characters.");
    }
    return text;
  }

  private static long amount(Fields fields, String name) {
    OptionalLong amount = Numbers.count(fields, name);
    return amount.stream()
        .filter(value -> value <= Price.MOST)
        .findFirst()
        .orElseThrow(
            () -> fields.wrong(name, "must be a whole number from 0 to " + Price.MOST + "."));
  }

  private static Optional<Instant> from(Fields fields) {
    Optional<Instant> from = WordJson.instant(fields, FROM);
    if (from.filter(it -> it.isBefore(EARLIEST) || it.isAfter(LATEST)).isPresent()) {
      throw fields.wrong(FROM, "must lie between the years 1970 and 9999.");
    }
    return from;
  }

  static JsonObject of(Price price) {
    return new JsonObject()
        .put("provider", price.provider())
        .put("model", price.model())
        .put(INPUT, price.input())
        .put(OUTPUT, price.output())
        .put(FROM, WordJson.text(price.validFrom()));
  }

  static JsonObject of(PriceVersion version) {
    return new JsonObject()
        .put("version", version.number())
        .put("published_at", version.publishedAt().toString())
        .put("published_by", version.publishedBy())
        .put("note", version.note())
        .put("prices", version.prices());
  }
}
