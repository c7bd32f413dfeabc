package dev.sluice.api.admin;

import dev.sluice.admission.launch.stop.Scope;
import dev.sluice.admission.launch.stop.Stop;
import dev.sluice.admission.launch.stop.StopsInForce;
import dev.sluice.admission.launch.stop.Switches;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.provider.Routes;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Emergency switches: thrown, looked at, released. */
@Path("/admin/v1/switches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Emergency switches")
public class SwitchesResource {
  private static final int LONGEST_NAME = 200;

  private final AdminDoor door;
  private final Switches switches;
  private final StopsInForce inForce;
  private final Routes routes;
  private final RequestBody bodies;

  SwitchesResource(
      AdminDoor door, Switches switches, StopsInForce inForce, Routes routes, RequestBody bodies) {
    this.door = door;
    this.switches = switches;
    this.inForce = inForce;
    this.routes = routes;
    this.bodies = bodies;
  }

  @POST
  @Operation(
      summary =
          "Stop an alias, a tenant or everything"
              + " ({\"scope\",\"name\",\"reason\",\"running\":\"keep|end\"})")
  public Uni<RestResponse<String>> stop(HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> bodies.read(request).chain(body -> stop(by, body)))
        .call(this::know)
        .map(
            stop -> RestResponse.status(RestResponse.Status.CREATED, SwitchJson.of(stop).encode()));
  }

  private Uni<Stop> stop(Caller by, Buffer body) {
    Fields fields = StrictBody.read(body, "scope", "name", "reason", "running");
    String reason = StrictBody.reason(fields, "reason");
    return switches.stop(by, scope(fields), SwitchJson.running(fields), reason);
  }

  private Scope scope(Fields fields) {
    return switch (fields.requiredText("scope")) {
      case "everything" -> everything(fields);
      case "tenant" -> new Scope.Tenant(StrictBody.line(fields, "name", LONGEST_NAME));
      case "alias" -> new Scope.Alias(alias(fields));
      default -> throw fields.wrong("scope", "must be one of alias, tenant, everything.");
    };
  }

  private static Scope everything(Fields fields) {
    if (fields.any("name").isPresent()) {
      throw fields.wrong("name", "must be left out where everything is stopped.");
    }
    return new Scope.Everything();
  }

  /** A misspelt alias would stop nothing when it matters most. */
  private String alias(Fields fields) {
    String name = fields.requiredText("name");
    if (routes.find(name).isEmpty()) {
      throw fields.wrong("name", "must be a model alias that there is.");
    }
    return name;
  }

  /** Other instances learn of it within a moment; this one at once. */
  private Uni<Void> know(Stop stop) {
    return inForce.refresh().onFailure().recoverWithNull();
  }

  @GET
  @Operation(summary = "All stops, the newest first, in force or released (?limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.reader(request)
        .chain(by -> switches.list(Pages.behindNumber(request), Pages.limit(request)))
        .map(page -> Pages.json(page, SwitchJson::of));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Release a stop")
  public Uni<RestResponse<Void>> release(@PathParam("id") String id, HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> switches.release(by, Ids.number(id)))
        .call(() -> inForce.refresh().onFailure().recoverWithNull())
        .map(done -> RestResponse.noContent());
  }
}
