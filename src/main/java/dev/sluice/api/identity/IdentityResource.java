package dev.sluice.api.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.Scope;
import dev.sluice.admission.identity.IdNumber;
import dev.sluice.admission.identity.Identities;
import dev.sluice.admission.identity.Identity;
import dev.sluice.admission.identity.idcheck.IdNumbers;
import dev.sluice.admission.identity.phone.PhoneCodes;
import dev.sluice.api.Door;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A caller verifies who he is, and sees what is known of him. */
@Path("/v1/identity")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Real name")
public class IdentityResource {
  private final Door door;
  private final RequestBody bodies;
  private final Identities identities;
  private final PhoneCodes phones;
  private final IdNumbers numbers;

  IdentityResource(
      Door door, RequestBody bodies, Identities identities, PhoneCodes phones, IdNumbers numbers) {
    this.door = door;
    this.bodies = bodies;
    this.identities = identities;
    this.phones = phones;
    this.numbers = numbers;
  }

  @GET
  @Operation(summary = "What is known of the person behind the account, masked")
  public Uni<String> state(HttpServerRequest request) {
    return admitted(request).chain(identities::of).map(known -> IdentityJson.state(known).encode());
  }

  @POST
  @Path("phone")
  @Operation(summary = "Have a code sent to a phone ({\"phone\"})")
  public Uni<RestResponse<Void>> send(HttpServerRequest request) {
    return asked(request, (caller, body) -> phones.send(caller, PersonReader.phone(body, "phone")))
        .replaceWith(() -> RestResponse.status(RestResponse.Status.ACCEPTED));
  }

  @POST
  @Path("phone/verify")
  @Operation(summary = "Show the code ({\"phone\",\"code\"})")
  public Uni<String> verify(HttpServerRequest request) {
    return asked(
            request,
            (caller, body) ->
                phones.verify(
                    caller, PersonReader.phone(body, "phone"), body.requiredText("code").strip()))
        .map(IdentityResource::verified);
  }

  @POST
  @Path("id-number")
  @Operation(summary = "Have name and ID number checked ({\"name\",\"number\"})")
  public Uni<String> check(HttpServerRequest request) {
    return asked(
            request,
            (caller, body) -> {
              String name = PersonReader.name(body, "name");
              IdNumber number = PersonReader.idNumber(body, "number");
              return numbers.verify(caller, name, number);
            })
        .map(IdentityResource::verified);
  }

  private static String verified(Identity identity) {
    return IdentityJson.own(identity).put("state", "verified").encode();
  }

  private <T> Uni<T> asked(HttpServerRequest request, BiFunction<Caller, Fields, Uni<T>> then) {
    return admitted(request)
        .chain(
            caller ->
                bodies
                    .read(request)
                    .chain(
                        bytes -> {
                          ObjectNode body = JsonBody.parse(bytes);
                          return then.apply(caller, Fields.root(body));
                        }));
  }

  private Uni<Caller> admitted(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT);
  }
}
