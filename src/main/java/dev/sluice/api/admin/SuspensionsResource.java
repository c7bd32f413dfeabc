package dev.sluice.api.admin;

import dev.sluice.journey.ChatJourney;
import dev.sluice.model.Caller;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.Suspensions;
import dev.sluice.moderation.Suspensions.Appeal;
import dev.sluice.moderation.Suspensions.Suspension;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Suspended accounts and their appeals, for those who decide about them. */
@Path("/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
public class SuspensionsResource {
  private static final Set<Role> MAY_READ = EnumSet.of(Role.ADMIN, Role.REVIEWER, Role.AUDITOR);
  private static final Set<Role> MAY_LIFT = EnumSet.of(Role.ADMIN, Role.REVIEWER);

  private final ChatJourney journey;
  private final Suspensions suspensions;

  SuspensionsResource(ChatJourney journey, Suspensions suspensions) {
    this.journey = journey;
    this.suspensions = suspensions;
  }

  /** Those in force, the newest first, each with its appeals. */
  @GET
  @Path("suspensions")
  public Uni<String> suspensions(HttpServerRequest request) {
    return admit(request, MAY_READ)
        .map(reader -> CursorPage.asked(request))
        .chain(
            page ->
                suspensions
                    .inForce(page.cursor(), page.fetched())
                    .map(found -> page.json(found, Suspension::id, SuspensionJson::of)));
  }

  /** All appeals, the newest first. */
  @GET
  @Path("appeals")
  public Uni<String> appeals(HttpServerRequest request) {
    return admit(request, MAY_READ)
        .map(reader -> CursorPage.asked(request))
        .chain(
            page ->
                suspensions
                    .appeals(page.cursor(), page.fetched())
                    .map(found -> page.json(found, Appeal::id, SuspensionJson::of)));
  }

  @DELETE
  @Path("suspensions/{id}")
  public Uni<RestResponse<Void>> lift(@PathParam("id") String id, HttpServerRequest request) {
    return admit(request, MAY_LIFT)
        .chain(by -> suspensions.lift(id, by))
        .map(lifted -> RestResponse.noContent());
  }

  private Uni<Caller> admit(HttpServerRequest request, Set<Role> allowed) {
    return journey
        .admit(Optional.ofNullable(request.getHeader("Authorization")))
        .invoke(
            caller -> {
              if (!allowed.contains(caller.role())) {
                throw new Refusal.Forbidden("role_required", "This needs another role.");
              }
            });
  }
}
