package dev.sluice.api.admin;

import dev.sluice.admission.launch.waitlist.Applicant;
import dev.sluice.admission.launch.waitlist.Criteria;
import dev.sluice.admission.launch.waitlist.WaitlistDesk;
import dev.sluice.admission.launch.waitlist.WaitlistDesk.Chosen;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applicants as JSON. */
final class ApplicantJson {
  private ApplicantJson() {}

  /** Either the next ones or named ones. */
  static Chosen chosen(Fields fields, Criteria criteria) {
    if (fields.any("ids").isPresent() == fields.any("next").isPresent()) {
      throw fields.wrong("next", "or 'ids' must say who is meant, one of the two.");
    }
    Optional<Fields> answers = fields.object("criteria");
    if (fields.any("ids").isPresent()) {
      answers.ifPresent(
          given -> {
            throw fields.wrong("criteria", "goes with 'next' only.");
          });
      return new Chosen.Named(numbers(fields));
    }
    int next = StrictBody.number(fields, "next", 1, WaitlistDesk.MOST_AT_ONCE);
    return new Chosen.Next(next, answers(fields, criteria));
  }

  private static Map<String, String> answers(Fields fields, Criteria criteria) {
    Optional<Fields> given = fields.object("criteria");
    fields
        .any("criteria")
        .ifPresent(node -> node.fieldNames().forEachRemaining(name -> known(name, criteria)));
    return criteria.some(name -> given.flatMap(all -> all.text(name)));
  }

  /** A misspelt criterion would choose everybody. */
  private static void known(String name, Criteria criteria) {
    if (!criteria.names().contains(name)) {
      throw Refusal.Invalid.parameter("criteria." + name, "Applicants are not asked that.");
    }
  }

  static List<Long> numbers(Fields fields) {
    List<Fields.Element> elements = fields.array("ids", WaitlistDesk.MOST_AT_ONCE);
    if (elements.isEmpty()) {
      throw fields.wrong("ids", "is required.");
    }
    return elements.stream().map(ApplicantJson::number).toList();
  }

  private static Long number(Fields.Element element) {
    if (!element.node().isIntegralNumber() || !element.node().canConvertToLong()) {
      throw Refusal.Invalid.parameter(element.path(), "An applicant's id is a whole number.");
    }
    return element.node().longValue();
  }

  static String numbers(String name, List<Long> numbers) {
    return new JsonObject().put(name, new JsonArray(numbers)).encode();
  }

  static JsonObject of(Applicant applicant) {
    return new JsonObject()
        .put("id", applicant.number())
        .put("contact", applicant.contact())
        .put("answers", new JsonObject(new LinkedHashMap<>(applicant.answers())))
        .put("language", applicant.language())
        .put("status", WordJson.lower(applicant.state()))
        .put("signed_up_at", applicant.signedUp().toString())
        .put("decided_at", WordJson.text(applicant.decidedAt()))
        .put("invite", applicant.invite().orElse(null))
        .put("reason", applicant.reason().orElse(null));
  }
}
