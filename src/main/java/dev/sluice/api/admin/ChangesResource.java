package dev.sluice.api.admin;

import dev.sluice.model.Change;
import dev.sluice.trace.Changes;
import dev.sluice.trace.Changes.Filter;
import dev.sluice.trace.Changes.Recorded;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The record of what operators changed, for administrators and auditors. */
@Path("/admin/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Changes")
public class ChangesResource {
  private final AdminDoor door;
  private final Changes changes;

  ChangesResource(AdminDoor door, Changes changes) {
    this.door = door;
    this.changes = changes;
  }

  @GET
  @Operation(summary = "Who changed what, the newest first (?subject=&by=&limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.auditor(request)
        .chain(
            by -> changes.list(filter(request), Pages.behindNumber(request), Pages.limit(request)))
        .map(page -> Pages.json(page, ChangesResource::of));
  }

  private static Filter filter(HttpServerRequest request) {
    return new Filter(
        Optional.ofNullable(request.getParam("subject")),
        Optional.ofNullable(request.getParam("by")));
  }

  private static JsonObject of(Recorded recorded) {
    Change change = recorded.change();
    return new JsonObject()
        .put("number", recorded.number())
        .put("at", recorded.at().toString())
        .put("by", change.by())
        .put("credential", change.credential())
        .put("action", change.action())
        .put("subject", change.subject())
        .put("before", change.before().orElse(null))
        .put("after", change.after().orElse(null));
  }
}
