package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.ApiKeys;
import dev.sluice.admission.KeyTerms;
import dev.sluice.admission.Scope;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** API keys as JSON. */
final class KeyJson {
  private static final int MOST = 200;
  private static final Set<String> TERMS = Set.of("name", "scopes", "models", "plan", "expires_at");
  private static final KeyTerms NONE =
      new KeyTerms("", Set.of(), Set.of(), Optional.empty(), Optional.empty());

  private KeyJson() {}

  static ApiKeys.Wanted wanted(ObjectNode body) {
    Fields fields =
        StrictBody.read(
            body, "tenant", "account", "role", "name", "scopes", "models", "plan", "expires_at");
    return new ApiKeys.Wanted(
        fields.text("tenant"), fields.requiredText("account"), role(fields), terms(body, NONE));
  }

  private static Role role(Fields fields) {
    String name = fields.requiredText("role");
    return Arrays.stream(Role.values())
        .filter(role -> WordJson.lower(role).equals(name))
        .findFirst()
        .orElseThrow(
            () -> fields.wrong("role", "must be one of caller, reviewer, auditor, admin."));
  }

  /** A misspelt field would silently leave a key as wide as it was. */
  static ObjectNode change(ObjectNode body) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!TERMS.contains(name)) {
                throw Refusal.Invalid.parameter(name, "A key has no such field to change.");
              }
            });
    return body;
  }

  /** What the body says, and for what it leaves out how it was; {@code null} takes away. */
  static KeyTerms terms(ObjectNode body, KeyTerms before) {
    Fields fields = Fields.root(body);
    return new KeyTerms(
        either(body, "name", () -> fields.text("name").orElse(""), before.name()),
        either(body, "scopes", () -> scopes(fields), before.scopes()),
        either(body, "models", () -> texts(fields, "models"), before.models()),
        either(body, "plan", () -> fields.text("plan"), before.plan()),
        either(
            body, "expires_at", () -> WordJson.instant(fields, "expires_at"), before.expiresAt()));
  }

  private static <T> T either(ObjectNode body, String name, Supplier<T> said, T before) {
    return body.has(name) ? said.get() : before;
  }

  private static Set<Scope> scopes(Fields fields) {
    return texts(fields, "scopes").stream()
        .map(
            word ->
                Arrays.stream(Scope.values())
                    .filter(scope -> scope.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> fields.wrong("scopes", "must be of " + allScopes() + ".")))
        .collect(Collectors.toSet());
  }

  private static String allScopes() {
    return Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", "));
  }

  private static Set<String> texts(Fields fields, String name) {
    List<Fields.Element> elements = fields.array(name, MOST);
    return elements.stream()
        .map(
            element -> {
              if (!element.node().isTextual()) {
                throw Refusal.Invalid.parameter(
                    element.path(), "'" + element.path() + "' must be a string.");
              }
              return element.node().textValue();
            })
        .collect(Collectors.toSet());
  }

  static JsonObject of(ApiKeys.Listed key) {
    KeyTerms terms = key.terms();
    return new JsonObject()
        .put("id", key.caller().credential())
        .put("name", terms.name())
        .put("tenant", key.caller().tenant())
        .put("account", key.caller().account())
        .put("role", WordJson.lower(key.caller().role()))
        .put(
            "scopes",
            words(terms.scopes().isEmpty() ? Scope.of(key.caller().role()) : terms.scopes()))
        .put("models", sorted(terms.models()))
        .put("plan", terms.plan().orElse(null))
        .put("prefix", key.prefix())
        .put("created_at", key.createdAt().toString())
        .put("created_by", key.createdBy().orElse(null))
        .put("expires_at", text(terms.expiresAt()))
        .put("revoked_at", text(key.revokedAt()));
  }

  private static JsonArray words(Set<Scope> scopes) {
    return sorted(scopes.stream().map(Scope::word).toList());
  }

  private static JsonArray sorted(Collection<String> texts) {
    return new JsonArray(texts.stream().sorted().toList());
  }

  private static String text(Optional<Instant> moment) {
    return WordJson.text(moment);
  }
}
