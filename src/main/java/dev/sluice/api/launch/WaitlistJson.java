package dev.sluice.api.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.launch.waitlist.Application;
import dev.sluice.admission.launch.waitlist.Contact;
import dev.sluice.admission.launch.waitlist.Criteria;
import dev.sluice.admission.launch.waitlist.Progress;
import dev.sluice.api.JsonBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Applications and how they stand, as JSON. */
final class WaitlistJson {
  private static final Set<String> KNOWN = Set.of("contact", "answers", "language");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

  private WaitlistJson() {}

  static Application application(Buffer body, Criteria criteria) {
    ObjectNode object = JsonBody.parse(body);
    refuseUnknown(object, KNOWN, "");
    Fields fields = Fields.root(object);
    return new Application(contact(fields), answers(object, fields, criteria), language(fields));
  }

  private static Contact contact(Fields fields) {
    return Contact.read(fields.requiredText("contact"))
        .orElseThrow(
            () ->
                fields.wrong(
                    "contact", "must be an e-mail address or a phone number, +86 if left out."));
  }

  private static Map<String, String> answers(ObjectNode object, Fields fields, Criteria criteria) {
    Optional<Fields> answers = fields.object("answers");
    if (object.get("answers") instanceof ObjectNode given) {
      refuseUnknown(given, criteria.names(), "answers.");
    }
    return criteria.answers(name -> answers.flatMap(all -> all.text(name)));
  }

  private static void refuseUnknown(ObjectNode object, Collection<String> known, String path) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Refusal.Invalid.parameter(path + name, "There is no such field here.");
              }
            });
  }

  private static String language(Fields fields) {
    String language = fields.text("language").orElse("zh-CN");
    if (!LANGUAGE.matcher(language).matches()) {
      throw fields.wrong("language", "must be a language's tag, such as zh-CN or en.");
    }
    return language;
  }

  static JsonObject of(Progress progress) {
    if (progress instanceof Progress.Waiting waiting) {
      return new JsonObject().put("status", "waiting").put("position", waiting.position());
    }
    if (progress instanceof Progress.Declined declined) {
      return new JsonObject().put("status", "declined").put("reason", declined.reason());
    }
    Progress.Invited invited = (Progress.Invited) progress;
    return new JsonObject()
        .put("status", "invited")
        .put("prefix", invited.prefix().orElse(null))
        .put("redeemed", invited.redeemed())
        .put("expires_at", invited.expiresAt().map(Instant::toString).orElse(null));
  }
}
