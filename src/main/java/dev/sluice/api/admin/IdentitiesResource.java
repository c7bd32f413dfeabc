package dev.sluice.api.admin;

import dev.sluice.admission.identity.Grant;
import dev.sluice.admission.identity.Identities;
import dev.sluice.admission.identity.Identity;
import dev.sluice.admission.identity.IdentityDesk;
import dev.sluice.admission.identity.IdentityDesk.Unmasked;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.identity.IdentityJson;
import dev.sluice.api.identity.PersonReader;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The people behind accounts: found by value, shown masked, unmasked for a reason and a while.
 * Values come in bodies only, since addresses are logged along the way.
 */
@Path("/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identities")
public class IdentitiesResource {
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_TICKET = 100;

  private final AdminDoor door;
  private final Identities identities;
  private final IdentityDesk desk;
  private final RequestBody bodies;

  IdentitiesResource(AdminDoor door, Identities identities, IdentityDesk desk, RequestBody bodies) {
    this.door = door;
    this.identities = identities;
    this.desk = desk;
    this.bodies = bodies;
  }

  @POST
  @Path("identities")
  @Operation(
      summary =
          "Vouch for an account ({\"account\",\"kind\":phone|id_number|reference,\"value\","
              + "\"name\",\"ticket\"})")
  public Uni<RestResponse<String>> vouch(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> vouch(by, fields(body))))
        .map(
            identity ->
                RestResponse.status(
                    RestResponse.Status.CREATED, IdentityJson.of(identity).encode()));
  }

  private Uni<Identity> vouch(Caller by, Fields fields) {
    String account = WrittenFields.account(fields);
    String ticket = WrittenFields.line(fields, "ticket", LONGEST_TICKET);
    return identities.vouch(by, account, PersonReader.person(fields), ticket);
  }

  @POST
  @Path("identities/search")
  @Operation(
      summary =
          "Find accounts by their person ({\"kind\",\"value\"}),"
              + " or an account's person ({\"account\"})")
  public Uni<String> search(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(by -> bodies.read(request).chain(body -> search(by, fields(body))))
        .map(found -> Pages.json(new Page<>(found, Optional.empty()), IdentityJson::of));
  }

  private Uni<List<Identity>> search(Caller by, Fields fields) {
    return fields.any("account").isPresent()
        ? desk.ofAccount(by, WrittenFields.account(fields))
        : desk.like(by, PersonReader.sought(fields));
  }

  @POST
  @Path("identities/{id}/unmask")
  @Operation(summary = "Read a value in clear for 15 minutes ({\"reason\",\"ticket\"}); recorded")
  public Uni<RestResponse<String>> unmask(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> unmask(by, id, fields(body))))
        .map(IdentitiesResource::clear);
  }

  private Uni<Unmasked> unmask(Caller by, String id, Fields fields) {
    String reason = WrittenFields.line(fields, "reason", LONGEST_REASON);
    String ticket = WrittenFields.line(fields, "ticket", LONGEST_TICKET);
    return desk.unmask(by, id, reason, ticket);
  }

  @GET
  @Path("identities/{id}/clear")
  @Operation(summary = "The value in clear, while the one who asks has it unmasked")
  public Uni<RestResponse<String>> read(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantWriter(request).chain(by -> desk.read(by, id)).map(IdentitiesResource::clear);
  }

  /** The one answer that holds a value in clear; nothing on its way may keep it. */
  private static RestResponse<String> clear(Unmasked unmasked) {
    JsonObject body =
        IdentityJson.of(unmasked.clear().identity())
            .put("value", unmasked.clear().value())
            .put("name", unmasked.clear().name().orElse(null))
            .put("readable_until", unmasked.grant().expiresAt().toString());
    return RestResponse.ResponseBuilder.ok(body.encode())
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Path("identity-grants")
  @Operation(summary = "Who might read what in clear, the newest first (?limit=&cursor=)")
  public Uni<String> grants(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(by -> desk.grants(by, Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, IdentitiesResource::of));
  }

  private static JsonObject of(Grant grant) {
    return new JsonObject()
        .put("id", grant.id())
        .put("identity", grant.identity())
        .put("tenant", grant.tenant())
        .put("account", grant.account())
        .put("granted_to", grant.grantedTo())
        .put("reason", grant.reason())
        .put("ticket", grant.ticket())
        .put("granted_at", grant.grantedAt().toString())
        .put("expires_at", grant.expiresAt().toString());
  }

  private static Fields fields(Buffer body) {
    return Fields.root(JsonBody.parse(body));
  }
}
