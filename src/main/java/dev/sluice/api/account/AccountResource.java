package dev.sluice.api.account;

import dev.sluice.admission.Pass;
import dev.sluice.admission.Scope;
import dev.sluice.admission.account.Accounts;
import dev.sluice.api.Door;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.model.Rights;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Who a caller is to us; open to suspended accounts. */
@Path("/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account")
public class AccountResource {
  private final Door door;
  private final Accounts accounts;
  private final RequestBody bodies;

  AccountResource(Door door, Accounts accounts, RequestBody bodies) {
    this.door = door;
    this.accounts = accounts;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "Account, tenant, role, plans, status and scopes of the credential shown")
  public Uni<String> get(HttpServerRequest request) {
    return door.show(request).map(pass -> json(pass.opening(Scope.ACCOUNT)).encode());
  }

  @POST
  @Path("close")
  @Operation(
      summary = "Close one's own account for good ({\"account\"}, its name, so that nobody slips)")
  public Uni<RestResponse<Void>> close(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT)
        .chain(caller -> bodies.read(request).chain(body -> close(caller, body)))
        .map(closed -> RestResponse.noContent());
  }

  private Uni<Void> close(Caller caller, Buffer body) {
    Fields fields = Fields.root(JsonBody.parse(body));
    if (!fields.requiredText("account").equals(caller.account())) {
      throw fields.wrong("account", "must be the name of the account that is to be closed.");
    }
    return accounts.close(caller);
  }

  private static JsonObject json(Pass pass) {
    Caller caller = pass.caller();
    Rights rights = caller.rights();
    return new JsonObject()
        .put("account", caller.account())
        .put("tenant", caller.tenant())
        .put("role", lower(caller.role()))
        .put("credential", caller.credential())
        .put("scopes", sorted(pass.scopes().stream().map(Scope::word).toList()))
        .put("models", sorted(rights.models()))
        .put("plan", rights.plan().orElse(null))
        .put("key_plan", rights.keyPlan().orElse(null))
        .put("tenant_plan", rights.tenantPlan().orElse(null))
        .put("status", rights.standing().suspension().map(told -> "suspended").orElse("active"))
        .put("suspension", rights.standing().suspension().orElse(null))
        .put("real_name", lower(rights.standing().realName()))
        .put("invitation", lower(rights.standing().invitation()));
  }

  private static JsonArray sorted(Collection<String> texts) {
    return new JsonArray(texts.stream().sorted().toList());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
