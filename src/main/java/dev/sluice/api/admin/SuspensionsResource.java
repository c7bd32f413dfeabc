package dev.sluice.api.admin;

import dev.sluice.model.Page;
import dev.sluice.moderation.Suspensions;
import dev.sluice.moderation.Suspensions.Appeal;
import dev.sluice.moderation.Suspensions.Suspension;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Suspended accounts and their appeals, for those who decide about them. */
@Path("/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
public class SuspensionsResource {
  private final AdminDoor door;
  private final Suspensions suspensions;

  SuspensionsResource(AdminDoor door, Suspensions suspensions) {
    this.door = door;
    this.suspensions = suspensions;
  }

  /** Those in force, the newest first, each with its appeals. */
  @GET
  @Path("suspensions")
  public Uni<String> suspensions(HttpServerRequest request) {
    return page(request, suspensions::inForce, Suspension::id, SuspensionJson::of);
  }

  /** All appeals, the newest first. */
  @GET
  @Path("appeals")
  public Uni<String> appeals(HttpServerRequest request) {
    return page(request, suspensions::appeals, Appeal::id, SuspensionJson::of);
  }

  private <T> Uni<String> page(
      HttpServerRequest request,
      BiFunction<Optional<String>, Integer, Uni<List<T>>> find,
      Function<T, String> id,
      Function<T, JsonObject> item) {
    return door.reader(request)
        .map(reader -> Pages.limit(request))
        .chain(
            limit ->
                find.apply(Pages.behind(request), limit + 1)
                    .map(found -> Pages.json(Page.of(found, limit, id), item)));
  }

  @DELETE
  @Path("suspensions/{id}")
  public Uni<RestResponse<Void>> lift(@PathParam("id") String id, HttpServerRequest request) {
    return door.approver(request)
        .chain(by -> suspensions.lift(id, by))
        .map(lifted -> RestResponse.noContent());
  }
}
