package dev.sluice.api.admin;

import dev.sluice.admission.ApiKeys;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** API keys: given out, listed, taken back. */
@Path("/admin/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class ApiKeysResource {
  private final AdminDoor door;
  private final ApiKeys keys;
  private final RequestBody bodies;

  ApiKeysResource(AdminDoor door, ApiKeys keys, RequestBody bodies) {
    this.door = door;
    this.keys = keys;
    this.bodies = bodies;
  }

  @POST
  @Operation(summary = "Make a key ({\"account\",\"role\",\"name\",\"expires_at\"}); shown once")
  public Uni<RestResponse<String>> issue(HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> bodies.read(request).chain(body -> keys.issue(by, wanted(body))))
        .map(
            issued ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED,
                        of(issued.key()).put("key", issued.text()).encode())
                    .header("Cache-Control", "no-store")
                    .build());
  }

  private static ApiKeys.Wanted wanted(Buffer body) {
    Fields fields = Fields.root(JsonBody.parse(body));
    return new ApiKeys.Wanted(
        fields.requiredText("account"),
        role(fields),
        fields.text("name").orElse(""),
        WordJson.instant(fields, "expires_at"));
  }

  private static Caller.Role role(Fields fields) {
    String name = fields.requiredText("role");
    return Arrays.stream(Caller.Role.values())
        .filter(role -> WordJson.lower(role).equals(name))
        .findFirst()
        .orElseThrow(
            () -> fields.wrong("role", "must be one of caller, reviewer, auditor, admin."));
  }

  @GET
  @Operation(summary = "All keys, without their texts (?limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.reader(request)
        .chain(by -> keys.list(by, Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, ApiKeysResource::of));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Take a key back")
  public Uni<RestResponse<Void>> revoke(@PathParam("id") String id, HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> keys.revoke(by, id))
        .map(done -> RestResponse.noContent());
  }

  private static JsonObject of(ApiKeys.Listed key) {
    return new JsonObject()
        .put("id", key.caller().credential())
        .put("name", key.name())
        .put("tenant", key.caller().tenant())
        .put("account", key.caller().account())
        .put("role", WordJson.lower(key.caller().role()))
        .put("prefix", key.prefix())
        .put("created_at", key.createdAt().toString())
        .put("created_by", key.createdBy().orElse(null))
        .put("expires_at", WordJson.text(key.expiresAt()))
        .put("revoked_at", WordJson.text(key.revokedAt()));
  }
}
