package dev.sluice.api.admin;

import dev.sluice.admission.account.Account;
import dev.sluice.admission.account.Accounts;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.storage.Storage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Accounts: found, made, put on plans, suspended, closed. */
@Path("/admin/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts")
public class AccountsResource {
  private final AdminDoor door;
  private final Accounts accounts;
  private final Storage storage;
  private final RequestBody bodies;

  AccountsResource(AdminDoor door, Accounts accounts, Storage storage, RequestBody bodies) {
    this.door = door;
    this.accounts = accounts;
    this.storage = storage;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "Accounts (?tenant=&status=&plan=&limit=&cursor=)")
  public Uni<String> list(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            by -> accounts.list(by, search(request), Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, AccountJson::of));
  }

  private static Accounts.Search search(HttpServerRequest request) {
    return new Accounts.Search(
        Query.tenant(request), Query.text(request, "status"), Query.text(request, "plan"));
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One account (?tenant=)")
  public Uni<String> get(@PathParam("id") String id, HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(by -> accounts.get(by, Query.tenant(request), id))
        .map(account -> AccountJson.of(account).encode());
  }

  @POST
  @Operation(summary = "Make an account ({\"account\",\"plan\",\"tenant\"})")
  public Uni<RestResponse<String>> create(HttpServerRequest request) {
    return written(
            request,
            body -> StrictBody.read(body, "tenant", "account", "plan"),
            (by, body) ->
                accounts.create(
                    by, body.text("tenant"), body.requiredText("account"), body.text("plan")))
        .map(
            account ->
                RestResponse.status(RestResponse.Status.CREATED, AccountJson.of(account).encode()));
  }

  @PUT
  @Path("{id}/plan")
  @Operation(summary = "Put it on a plan ({\"plan\"}), null for the default one (?tenant=)")
  public Uni<String> putPlan(@PathParam("id") String id, HttpServerRequest request) {
    return written(
            request,
            body -> StrictBody.only(body, "plan"),
            (by, body) -> accounts.putPlan(by, Query.tenant(request), id, body.text("plan")))
        .map(account -> AccountJson.of(account).encode());
  }

  @PUT
  @Path("{id}/status")
  @Operation(
      summary =
          "Suspend it ({\"status\":\"suspended\",\"reason\",\"until\"}), let it in again, or close"
              + " it for good (?tenant=); the account is told the reason")
  public Uni<String> putStatus(@PathParam("id") String id, HttpServerRequest request) {
    return written(
            request,
            body -> StrictBody.read(body, "status", "reason", "until"),
            (by, body) ->
                accounts.putStatus(by, Query.tenant(request), id, AccountJson.status(body)))
        .call(this::eraseTexts)
        .map(account -> AccountJson.of(account).encode());
  }

  /** Of a closed account; those that cannot go now go when they expire. */
  private Uni<Void> eraseTexts(Account account) {
    return account.status() instanceof Account.Status.Closed
        ? storage.erase(account.tenant(), account.id()).onFailure().retry().atMost(3)
        : Uni.createFrom().voidItem();
  }

  private Uni<Account> written(
      HttpServerRequest request,
      Function<Buffer, Fields> reader,
      BiFunction<Caller, Fields, Uni<Account>> change) {
    return door.tenantWriter(request)
        .chain(by -> bodies.read(request).chain(body -> change.apply(by, reader.apply(body))));
  }
}
