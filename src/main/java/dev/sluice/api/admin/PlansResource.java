package dev.sluice.api.admin;

import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.quota.plans.PlanBook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Plans: those of the configuration to read, operators' own to keep. */
@Path("/admin/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Plans")
public class PlansResource {
  private final AdminDoor door;
  private final PlanBook plans;
  private final RequestBody bodies;

  PlansResource(AdminDoor door, PlanBook plans, RequestBody bodies) {
    this.door = door;
    this.plans = plans;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "All plans by name (?limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> plans.list(Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, PlanJson::of));
  }

  @GET
  @Path("{name}")
  @Operation(summary = "One plan")
  public Uni<String> plan(@PathParam("name") String name, HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> plans.find(name))
        .map(plan -> PlanJson.of(plan).encode());
  }

  @PUT
  @Path("{name}")
  @Operation(summary = "Make or replace a plan; what the body leaves out is not limited")
  public Uni<String> put(@PathParam("name") String name, HttpServerRequest request) {
    return door.writer(request)
        .chain(
            by ->
                bodies
                    .read(request)
                    .map(body -> PlanJson.read(name, JsonBody.parse(body)))
                    .chain(plan -> plans.put(by, plan)))
        .map(plan -> PlanJson.of(plan).encode());
  }

  @DELETE
  @Path("{name}")
  @Operation(summary = "Delete a plan that nobody is on")
  public Uni<RestResponse<Void>> delete(@PathParam("name") String name, HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> plans.delete(by, name))
        .map(done -> RestResponse.noContent());
  }
}
