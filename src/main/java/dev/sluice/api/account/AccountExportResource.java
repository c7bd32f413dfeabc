package dev.sluice.api.account;

import dev.sluice.admission.Scope;
import dev.sluice.admission.identity.Identities;
import dev.sluice.admission.own.OwnAccounts;
import dev.sluice.api.Door;
import dev.sluice.api.admin.Pages;
import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.moderation.OwnSuspensions;
import dev.sluice.trace.OwnTrace;
import dev.sluice.trace.OwnTraces;
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

/**
 * What is kept of a caller, for himself. The first page holds all of it but older generations,
 * which follow page by page.
 */
@Path("/v1/account/export")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Own account")
public class AccountExportResource {
  private final Door door;
  private final OwnAccounts accounts;
  private final Identities identities;
  private final OwnSuspensions suspensions;
  private final OwnTraces traces;

  AccountExportResource(
      Door door,
      OwnAccounts accounts,
      Identities identities,
      OwnSuspensions suspensions,
      OwnTraces traces) {
    this.door = door;
    this.accounts = accounts;
    this.identities = identities;
    this.suspensions = suspensions;
    this.traces = traces;
  }

  @GET
  @Operation(summary = "The caller's own data (?limit=&cursor= page through its generations)")
  public Uni<String> export(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT)
        .chain(caller -> page(caller, request))
        .map(JsonObject::encode);
  }

  private Uni<JsonObject> page(Caller caller, HttpServerRequest request) {
    Optional<String> behind = Pages.behind(request);
    return (behind.isPresent() ? Uni.createFrom().item(JsonObject::new) : person(caller))
        .chain(
            export ->
                generations(caller, behind, Pages.limit(request))
                    .map(page -> export.put("generations", page)));
  }

  private Uni<JsonObject> person(Caller caller) {
    return Uni.combine()
        .all()
        .unis(accounts.of(caller), identities.of(caller), suspensions.of(caller))
        .with((account, known, suspended) -> ExportJson.of(caller, account, known, suspended));
  }

  private Uni<JsonObject> generations(Caller caller, Optional<String> behind, int limit) {
    return traces
        .of(caller.tenant(), caller.account(), behind, limit + 1)
        .map(found -> Page.of(found, limit, OwnTrace::id))
        .map(page -> new JsonObject(Pages.json(page, ExportJson::trace)));
  }
}
