package dev.sluice.api.launch;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.admission.launch.waitlist.AddressRates;
import dev.sluice.admission.launch.waitlist.Criteria;
import dev.sluice.admission.launch.waitlist.Progress;
import dev.sluice.admission.launch.waitlist.Ticket;
import dev.sluice.admission.launch.waitlist.Waitlist;
import dev.sluice.api.RequestBody;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The waitlist as applicants use it: no credential, but a ticket that only they have. */
@Path("/v1/waitlist")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Waitlist")
public class WaitlistResource {
  private final Waitlist waitlist;
  private final Criteria criteria;
  private final AddressRates rates;
  private final RequestBody bodies;
  private final boolean open;

  WaitlistResource(
      Waitlist waitlist,
      Criteria criteria,
      AddressRates rates,
      RequestBody bodies,
      LaunchConfig config) {
    this.waitlist = waitlist;
    this.criteria = criteria;
    this.rates = rates;
    this.bodies = bodies;
    this.open = config.waitlist().open();
  }

  @GET
  @Operation(summary = "Whether applications are taken, and what is asked")
  public Uni<String> terms() {
    JsonArray names = new JsonArray(criteria.names());
    return Uni.createFrom()
        .item(new JsonObject().put("open", open).put("criteria", names).encode());
  }

  @POST
  @Operation(
      summary = "Apply ({\"contact\",\"answers\":{…},\"language\"}); the ticket is shown once")
  public Uni<RestResponse<String>> apply(HttpServerRequest request) {
    rates.applies(address(request));
    return bodies.read(request).chain(this::apply);
  }

  private Uni<RestResponse<String>> apply(Buffer body) {
    return waitlist
        .apply(WaitlistJson.application(body, criteria))
        .chain(ticket -> waitlist.progress(ticket).map(progress -> receipt(ticket, progress)));
  }

  private static RestResponse<String> receipt(Ticket ticket, Progress progress) {
    return secret(
        RestResponse.Status.CREATED, WaitlistJson.of(progress).put("ticket", ticket.text()));
  }

  @GET
  @Path("{ticket}")
  @Operation(summary = "How it stands with an application")
  public Uni<RestResponse<String>> progress(
      @PathParam("ticket") String ticket, HttpServerRequest request) {
    rates.looks(address(request));
    return waitlist.progress(known(ticket)).map(WaitlistResource::secret);
  }

  @POST
  @Path("{ticket}/code")
  @Operation(summary = "Draw the invited applicant's code; shown once, in place of the one before")
  public Uni<RestResponse<String>> draw(
      @PathParam("ticket") String ticket, HttpServerRequest request) {
    rates.looks(address(request));
    return waitlist
        .draw(known(ticket))
        .map(
            code -> secret(RestResponse.Status.CREATED, new JsonObject().put("code", code.text())));
  }

  @DELETE
  @Path("{ticket}")
  @Operation(summary = "Withdraw an application; it is forgotten")
  public Uni<RestResponse<Void>> withdraw(
      @PathParam("ticket") String ticket, HttpServerRequest request) {
    rates.looks(address(request));
    return waitlist.withdraw(known(ticket)).map(done -> RestResponse.noContent());
  }

  private static Ticket known(String text) {
    return Ticket.read(text)
        .orElseThrow(
            () -> new Refusal.NotFound("ticket_not_found", "ticket", "There is no such ticket."));
  }

  private static RestResponse<String> secret(Progress progress) {
    return secret(RestResponse.Status.OK, WaitlistJson.of(progress));
  }

  private static RestResponse<String> secret(RestResponse.Status status, JsonObject body) {
    return RestResponse.ResponseBuilder.create(status, body.encode())
        .header("Cache-Control", "no-store")
        .build();
  }

  private static String address(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }
}
