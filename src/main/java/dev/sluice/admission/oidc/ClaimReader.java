package dev.sluice.admission.oidc;

import dev.sluice.admission.account.Names;
import dev.sluice.admission.identity.Person;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.privacy.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a token's claims as the configuration names them. */
final class ClaimReader {
  /** The mightiest first. */
  private static final List<Role> BY_MIGHT =
      List.of(Role.ADMIN, Role.REVIEWER, Role.AUDITOR, Role.CALLER);

  private final OidcClaimsConfig config;

  ClaimReader(OidcClaimsConfig config) {
    this.config = config;
  }

  /** Empty where a claim is missing or is no name that we could keep. */
  Optional<Claimed> read(JsonObject claims) {
    Optional<String> account = text(claims, config.accountClaim()).filter(Names::isAccount);
    Optional<String> tenant =
        config
            .tenantClaim()
            .map(name -> text(claims, name))
            .orElse(Optional.of(config.tenant()))
            .filter(Names::isTenant);
    return account.flatMap(
        who -> tenant.map(where -> new Claimed(where, who, role(claims), person(claims))));
  }

  /** Best by his number, which counts together with numbers that are verified here. */
  private Optional<Person> person(JsonObject claims) {
    return config
        .phoneClaim()
        .flatMap(name -> text(claims, name))
        .flatMap(PhoneNumber::of)
        .map(Person::of)
        .or(() -> subject(claims));
  }

  private Optional<Person> subject(JsonObject claims) {
    return config
        .realNameClaim()
        .flatMap(name -> value(claims, name))
        .filter(said -> said.toString().equals("true"))
        .flatMap(yes -> text(claims, "iss"))
        .flatMap(issuer -> text(claims, "sub").map(subject -> Person.of(issuer, subject)));
  }

  private static Optional<String> text(JsonObject claims, String name) {
    return value(claims, name).filter(String.class::isInstance).map(String.class::cast);
  }

  /** The mightiest of the roles that the token names. */
  private Role role(JsonObject claims) {
    List<Role> named =
        config.roleClaim().flatMap(name -> value(claims, name)).stream()
            .flatMap(ClaimReader::all)
            .flatMap(name -> Optional.ofNullable(config.roles().get(name)).stream())
            .toList();
    return BY_MIGHT.stream().filter(named::contains).findFirst().orElse(Role.CALLER);
  }

  private static Stream<String> all(Object value) {
    return value instanceof JsonArray many
        ? many.stream().filter(String.class::isInstance).map(String.class::cast)
        : Stream.of(value.toString());
  }

  /** Names with slashes are tried as they are first: some providers name claims like addresses. */
  private static Optional<Object> value(JsonObject claims, String name) {
    if (claims.containsKey(name)) {
      return Optional.ofNullable(claims.getValue(name));
    }
    int slash = name.indexOf('/');
    return slash > 0 && claims.getValue(name.substring(0, slash)) instanceof JsonObject inner
        ? value(inner, name.substring(slash + 1))
        : Optional.empty();
  }
}
