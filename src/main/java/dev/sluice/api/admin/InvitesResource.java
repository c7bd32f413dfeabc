package dev.sluice.api.admin;

import dev.sluice.admission.launch.invite.Invite;
import dev.sluice.admission.launch.invite.Invites;
import dev.sluice.admission.launch.invite.Invites.Issued;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Invites: given out, listed, taken back. */
@Path("/admin/v1/invites")
@Tag(name = "Invites")
public class InvitesResource {
  private final AdminDoor door;
  private final Invites invites;
  private final RequestBody bodies;
  private final Clock clock;

  InvitesResource(AdminDoor door, Invites invites, RequestBody bodies, Clock clock) {
    this.door = door;
    this.invites = invites;
    this.bodies = bodies;
    this.clock = clock;
  }

  @POST
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  @Operation(
      summary =
          "Make invites ({\"batch\",\"count\",\"uses\",\"expires_at\",\"plan\"});"
              + " codes are shown once, as JSON or ?format=csv")
  public Uni<RestResponse<String>> issue(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(
            by -> {
              boolean csv = isCsv(request);
              return bodies
                  .read(request)
                  .chain(body -> issue(by, body))
                  .map(issued -> csv ? csv(issued) : json(issued));
            });
  }

  private Uni<List<Issued>> issue(Caller by, Buffer body) {
    Fields fields = StrictBody.read(body, "batch", "count", "uses", "expires_at", "plan");
    int count = StrictBody.number(fields, "count", 1, Invites.MOST_AT_ONCE, 1);
    int uses = StrictBody.number(fields, "uses", 1, Invites.MOST_USES, 1);
    Invite.Terms terms =
        new Invite.Terms(
            InviteJson.batch(fields),
            uses,
            InviteJson.expiry(fields, clock.instant()),
            InviteJson.plan(fields));
    return invites.issue(by, terms, count);
  }

  private static boolean isCsv(HttpServerRequest request) {
    return switch (Optional.ofNullable(request.getParam("format")).orElse("json")) {
      case "json" -> false;
      case "csv" -> true;
      default -> throw Refusal.Invalid.parameter("format", "'format' must be json or csv.");
    };
  }

  private static RestResponse<String> json(List<Issued> issued) {
    return created(InviteJson.issued(issued), MediaType.APPLICATION_JSON);
  }

  private static RestResponse<String> csv(List<Issued> issued) {
    return created(InviteJson.csv(issued), "text/csv;charset=UTF-8");
  }

  private static RestResponse<String> created(String body, String type) {
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, body)
        .header("Content-Type", type)
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Invites, the newest first, without their codes (?batch=&limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            by ->
                invites.list(
                    by,
                    Optional.ofNullable(request.getParam("batch")).map(InviteJson::batch),
                    Pages.behindNumber(request),
                    Pages.limit(request)))
        .map(page -> Pages.json(page, InviteJson::of));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Take an invite back; who is in stays in")
  public Uni<RestResponse<Void>> revoke(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> invites.revoke(by, Ids.number(id)))
        .map(done -> RestResponse.noContent());
  }
}
