package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.ApiKeys;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** API keys: given out, listed, changed, rotated, taken back. */
@Path("/admin/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class ApiKeysResource {
  private static final int USUAL_OVERLAP_S = 86_400;
  private static final int LONGEST_OVERLAP_S = 30 * 86_400;

  private final AdminDoor door;
  private final ApiKeys keys;
  private final RequestBody bodies;

  ApiKeysResource(AdminDoor door, ApiKeys keys, RequestBody bodies) {
    this.door = door;
    this.keys = keys;
    this.bodies = bodies;
  }

  @POST
  @Operation(
      summary =
          "Make a key"
              + " ({\"account\",\"role\",\"name\",\"scopes\",\"models\",\"plan\",\"expires_at\",\"tenant\"});"
              + " shown once")
  public Uni<RestResponse<String>> issue(HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(
            by ->
                bodies
                    .read(request)
                    .chain(body -> keys.issue(by, KeyJson.wanted(JsonBody.parse(body)))))
        .map(issued -> shown(RestResponse.Status.CREATED, issued));
  }

  /** The only answers that hold a key's text. */
  private static RestResponse<String> shown(RestResponse.Status status, ApiKeys.Issued issued) {
    return RestResponse.ResponseBuilder.create(
            status, KeyJson.of(issued.key()).put("key", issued.text()).encode())
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Operation(summary = "All keys, without their texts (?tenant=&limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            by -> keys.list(by, Query.tenant(request), Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, KeyJson::of));
  }

  @PATCH
  @Path("{id}")
  @Operation(
      summary =
          "Change a key ({\"name\",\"scopes\",\"models\",\"plan\",\"expires_at\"}); what is left"
              + " out stays, null takes away")
  public Uni<String> change(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> change(by, id, body, request)))
        .map(key -> KeyJson.of(key).encode());
  }

  private Uni<ApiKeys.Listed> change(Caller by, String id, Buffer body, HttpServerRequest request) {
    ObjectNode said = KeyJson.change(JsonBody.parse(body));
    return keys.change(by, Query.tenant(request), id, before -> KeyJson.terms(said, before));
  }

  @POST
  @Path("{id}/rotate")
  @Operation(
      summary =
          "Give a key a new text, shown once; the old one works on for {\"overlap_s\"}, a day if"
              + " left out")
  public Uni<RestResponse<String>> rotate(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(
            by ->
                bodies
                    .read(request)
                    .chain(body -> keys.rotate(by, Query.tenant(request), id, overlap(body))))
        .map(issued -> shown(RestResponse.Status.OK, issued));
  }

  private static Duration overlap(Buffer body) {
    if (body.length() == 0) {
      return Duration.ofSeconds(USUAL_OVERLAP_S);
    }
    Fields fields = Fields.root(JsonBody.parse(body));
    return Duration.ofSeconds(
        fields.integer("overlap_s", 0, LONGEST_OVERLAP_S).orElse(USUAL_OVERLAP_S));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Take a key back")
  public Uni<RestResponse<Void>> revoke(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantWriter(request)
        .chain(by -> keys.revoke(by, Query.tenant(request), id))
        .map(done -> RestResponse.noContent());
  }
}
