package dev.sluice.api.admin;

import dev.sluice.admission.launch.invite.Invite;
import dev.sluice.admission.launch.waitlist.Applicant;
import dev.sluice.admission.launch.waitlist.Criteria;
import dev.sluice.admission.launch.waitlist.WaitlistDesk;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The waitlist as operators work it off; contacts are shown masked. */
@Path("/admin/v1/waitlist")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Waitlist")
public class ApplicantsResource {
  private final AdminDoor door;
  private final WaitlistDesk desk;
  private final Criteria criteria;
  private final RequestBody bodies;
  private final Clock clock;

  ApplicantsResource(
      AdminDoor door, WaitlistDesk desk, Criteria criteria, RequestBody bodies, Clock clock) {
    this.door = door;
    this.desk = desk;
    this.criteria = criteria;
    this.bodies = bodies;
    this.clock = clock;
  }

  @GET
  @Operation(summary = "Applicants in order of time (?state=&criteria.<name>=&limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            by -> desk.list(by, filter(request), Pages.behindNumber(request), Pages.limit(request)))
        .map(page -> Pages.json(page, ApplicantJson::of));
  }

  private WaitlistDesk.Filter filter(HttpServerRequest request) {
    return new WaitlistDesk.Filter(
        Optional.ofNullable(request.getParam("state")).map(ApplicantsResource::state),
        criteria.some(name -> Optional.ofNullable(request.getParam("criteria." + name))));
  }

  private static Applicant.State state(String text) {
    return Arrays.stream(Applicant.State.values())
        .filter(state -> WordJson.lower(state).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.Invalid.parameter(
                    "state", "'state' must be waiting, invited or declined."));
  }

  @POST
  @Path("approve")
  @Operation(
      summary =
          "Invite the next ones or named ones"
              + " ({\"next\"|\"ids\",\"criteria\",\"batch\",\"plan\",\"expires_at\"})")
  public Uni<String> approve(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> approve(by, body)))
        .map(numbers -> ApplicantJson.numbers("approved", numbers));
  }

  private Uni<List<Long>> approve(Caller by, Buffer body) {
    Fields fields = StrictBody.read(body, "next", "ids", "criteria", "batch", "plan", "expires_at");
    Invite.Terms terms =
        new Invite.Terms(
            InviteJson.batch(fields),
            1,
            InviteJson.expiry(fields, clock.instant()),
            InviteJson.plan(fields));
    return desk.invite(by, ApplicantJson.chosen(fields, criteria), terms);
  }

  @POST
  @Path("decline")
  @Operation(summary = "Decline named ones ({\"ids\",\"reason\"}); they are told the reason")
  public Uni<String> decline(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> decline(by, body)))
        .map(numbers -> ApplicantJson.numbers("declined", numbers));
  }

  private Uni<List<Long>> decline(Caller by, Buffer body) {
    Fields fields = StrictBody.read(body, "ids", "reason");
    return desk.decline(by, ApplicantJson.numbers(fields), StrictBody.reason(fields, "reason"));
  }
}
