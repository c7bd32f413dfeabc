package dev.sluice.api.account;

import dev.sluice.admission.Scope;
import dev.sluice.admission.own.OwnAccounts;
import dev.sluice.api.Door;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A caller leaves: his account is closed at once and for good. */
@Path("/v1/account")
@Tag(name = "Own account")
public class AccountClosingResource {
  private final Door door;
  private final OwnAccounts accounts;

  AccountClosingResource(Door door, OwnAccounts accounts) {
    this.door = door;
    this.accounts = accounts;
  }

  @DELETE
  @Operation(summary = "Close the caller's own account; its keys end, its identities are erased")
  public Uni<RestResponse<Void>> close(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT)
        .chain(accounts::close)
        .map(closed -> RestResponse.noContent());
  }
}
