package dev.sluice.api.appeals;

import dev.sluice.admission.Scope;
import dev.sluice.api.Door;
import dev.sluice.api.RequestBody;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.Suspensions;
import dev.sluice.moderation.Suspensions.Appeal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** What accounts say about being suspended; open to those who are. */
@Path("/v1/appeals")
@Produces(MediaType.APPLICATION_JSON)
public class AppealsResource {
  private final Door door;
  private final RequestBody bodies;
  private final Suspensions suspensions;

  AppealsResource(Door door, RequestBody bodies, Suspensions suspensions) {
    this.door = door;
    this.bodies = bodies;
    this.suspensions = suspensions;
  }

  @POST
  public Uni<RestResponse<String>> appeal(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT)
        .chain(caller -> bodies.read(request).chain(body -> suspensions.appeal(caller, text(body))))
        .map(AppealsResource::received);
  }

  private static String text(Buffer body) {
    try {
      if (new JsonObject(body).getValue("text") instanceof String text) {
        return text;
      }
      throw Refusal.Invalid.parameter("text", "'text' must be a string.");
    } catch (DecodeException broken) {
      throw new Refusal.Invalid("invalid_json", "", "The body must be a JSON object.");
    }
  }

  private static RestResponse<String> received(Appeal appeal) {
    JsonObject receipt = new JsonObject().put("id", appeal.id()).put("status", "received");
    receipt.put("created_at", appeal.createdAt().toString());
    return RestResponse.status(RestResponse.Status.CREATED, receipt.encode());
  }
}
