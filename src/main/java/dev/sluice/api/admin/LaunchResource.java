package dev.sluice.api.admin;

import dev.sluice.admission.launch.batch.HealthRules;
import dev.sluice.admission.launch.batch.Launch;
import dev.sluice.admission.launch.batch.LaunchHealth;
import dev.sluice.admission.launch.batch.Launches;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The gray release of the operator's tenant: its batches, its health, its stop switch. */
@Path("/admin/v1/launch")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Launch")
public class LaunchResource {
  private static final int LONGEST_NAME = 100;
  private static final int LARGEST_CAP = 10_000_000;

  private final AdminDoor door;
  private final Launches launches;
  private final LaunchHealth health;
  private final HealthRules rules;
  private final RequestBody bodies;

  LaunchResource(
      AdminDoor door,
      Launches launches,
      LaunchHealth health,
      HealthRules rules,
      RequestBody bodies) {
    this.door = door;
    this.launches = launches;
    this.health = health;
    this.rules = rules;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "Batches, the stop switch, and how the product does")
  public Uni<String> show(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            by ->
                Uni.combine()
                    .all()
                    .unis(launches.of(by.tenant()), health.of(by.tenant()))
                    .with(
                        (launch, found) ->
                            LaunchJson.of(launch)
                                .put("health", LaunchJson.of(found, rules.broken(found)))
                                .encode()));
  }

  @POST
  @Path("batches")
  @Operation(summary = "Plan a batch ({\"name\",\"cap\"})")
  public Uni<RestResponse<String>> plan(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> plan(by, body)))
        .map(launch -> LaunchJson.of(launch.batch(launch.batches().size())).encode())
        .map(json -> RestResponse.status(RestResponse.Status.CREATED, json));
  }

  private Uni<Launch> plan(Caller by, Buffer body) {
    Fields fields = StrictBody.read(body, "name", "cap");
    String name = StrictBody.line(fields, "name", LONGEST_NAME);
    return launches.plan(by, name, StrictBody.number(fields, "cap", 1, LARGEST_CAP));
  }

  @POST
  @Path("batches/{number}/open")
  @Operation(
      summary = "Open the next batch ({\"override\":\"why, whatever the health rules say\"})")
  public Uni<String> open(@PathParam("number") String number, HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> open(by, Ids.place(number), body)));
  }

  private Uni<String> open(Caller by, int number, Buffer body) {
    return launches
        .open(by, number, override(body))
        .map(launch -> LaunchJson.of(launch.batch(number)).encode());
  }

  private static Optional<String> override(Buffer body) {
    if (body.length() == 0) {
      return Optional.empty();
    }
    Fields fields = StrictBody.read(body, "override");
    return fields.any("override").map(given -> StrictBody.reason(fields, "override"));
  }

  @POST
  @Path("batches/{number}/close")
  @Operation(summary = "Close a batch; who is in stays in")
  public Uni<String> close(@PathParam("number") String number, HttpServerRequest request) {
    return door.tenantWriter(request).chain(by -> close(by, Ids.place(number)));
  }

  private Uni<String> close(Caller by, int number) {
    return launches.close(by, number).map(launch -> LaunchJson.of(launch.batch(number)).encode());
  }

  @POST
  @Path("halt")
  @Operation(summary = "Let nobody new in, on any instance ({\"reason\"})")
  public Uni<String> halt(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> launches.halt(by, reason(body))))
        .map(launch -> LaunchJson.of(launch).encode());
  }

  private static String reason(Buffer body) {
    return StrictBody.reason(StrictBody.read(body, "reason"), "reason");
  }

  @POST
  @Path("resume")
  @Operation(summary = "Let new ones in again")
  public Uni<String> resume(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(launches::resume)
        .map(launch -> LaunchJson.of(launch).encode());
  }
}
