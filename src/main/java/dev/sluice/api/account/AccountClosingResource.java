package dev.sluice.api.account;

import dev.sluice.admission.Scope;
import dev.sluice.admission.own.OwnAccounts;
import dev.sluice.api.Door;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.storage.Storage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A caller leaves: what he saved is erased, and his account is closed at once and for good. */
@Path("/v1/account/close")
@Tag(name = "Own account")
public class AccountClosingResource {
  private final Door door;
  private final OwnAccounts accounts;
  private final Storage storage;
  private final RequestBody bodies;

  AccountClosingResource(Door door, OwnAccounts accounts, Storage storage, RequestBody bodies) {
    this.door = door;
    this.accounts = accounts;
    this.storage = storage;
    this.bodies = bodies;
  }

  @POST
  @Operation(
      summary = "Close one's own account for good ({\"account\"}, its name, so that nobody slips)")
  public Uni<RestResponse<Void>> close(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT)
        .chain(caller -> bodies.read(request).chain(body -> close(caller, body)))
        .map(closed -> RestResponse.noContent());
  }

  /**
   * Texts go once it is sure that the account does; those that cannot go now go when they expire.
   */
  private Uni<Void> close(Caller caller, Buffer body) {
    Fields fields = Fields.root(JsonBody.parse(body));
    if (!fields.requiredText("account").equals(caller.account())) {
      throw fields.wrong("account", "must be the name of the account that is to be closed.");
    }
    return accounts
        .close(caller)
        .chain(
            () -> storage.erase(caller.tenant(), caller.account()).onFailure().retry().atMost(3));
  }
}
