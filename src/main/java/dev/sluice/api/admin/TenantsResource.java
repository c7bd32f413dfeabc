package dev.sluice.api.admin;

import dev.sluice.admission.Tenants;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Tenants: made by the house, seen by their own operators. */
@Path("/admin/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class TenantsResource {
  private final AdminDoor door;
  private final Tenants tenants;
  private final RequestBody bodies;

  TenantsResource(AdminDoor door, Tenants tenants, RequestBody bodies) {
    this.door = door;
    this.tenants = tenants;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "Tenants, or one's own where one is not of the house (?limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(by -> tenants.list(by, Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, AccountJson::of));
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One tenant")
  public Uni<String> get(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(by -> tenants.get(by, id))
        .map(tenant -> AccountJson.of(tenant).encode());
  }

  @POST
  @Operation(
      summary =
          "Make a tenant ({\"tenant\",\"plan\",\"account\"}) and its first administrator's key,"
              + " shown once")
  public Uni<RestResponse<String>> create(HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> bodies.read(request).chain(body -> create(by, body)))
        .map(
            opened ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED,
                        AccountJson.of(opened.tenant())
                            .put(
                                "admin",
                                KeyJson.of(opened.admin().key()).put("key", opened.admin().text()))
                            .encode())
                    .header("Cache-Control", "no-store")
                    .build());
  }

  private Uni<Tenants.Opened> create(Caller by, Buffer body) {
    Fields fields = StrictBody.read(body, "tenant", "account", "plan");
    return tenants.create(
        by,
        fields.requiredText("tenant"),
        fields.text("account").orElse("admin"),
        fields.text("plan"));
  }

  @PUT
  @Path("{id}/plan")
  @Operation(summary = "Put its accounts on a plan they share ({\"plan\"}), null for none")
  public Uni<String> putPlan(@PathParam("id") String id, HttpServerRequest request) {
    return door.writer(request)
        .chain(
            by ->
                bodies
                    .read(request)
                    .chain(
                        body ->
                            tenants.putPlan(by, id, StrictBody.only(body, "plan").text("plan"))))
        .map(tenant -> AccountJson.of(tenant).encode());
  }
}
