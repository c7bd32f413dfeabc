package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.quota.prices.PriceBook;
import dev.sluice.quota.prices.PricesConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What providers' models cost: the table in force, those before it, and the next one. */
@Path("/admin/v1/prices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Prices")
public class PricesResource {
  private final AdminDoor door;
  private final PriceBook book;
  private final RequestBody bodies;
  private final String currency;

  PricesResource(AdminDoor door, PriceBook book, RequestBody bodies, PricesConfig config) {
    this.door = door;
    this.book = book;
    this.bodies = bodies;
    this.currency = config.currency();
  }

  @GET
  @Operation(summary = "The newest table's prices, or a version's (?version=&limit=&cursor=)")
  public Uni<String> prices(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> book.prices(version(request), Pages.behind(request), Pages.limit(request)))
        .map(this::json);
  }

  private String json(PriceBook.PriceList list) {
    JsonObject head = new JsonObject().put("version", list.version()).put("currency", currency);
    return head.mergeIn(Pages.object(list.page(), PriceJson::of)).encode();
  }

  private static OptionalInt version(HttpServerRequest request) {
    return Optional.ofNullable(request.getParam("version"))
        .map(text -> OptionalInt.of(LexiconVersionsResource.number(text)))
        .orElse(OptionalInt.empty());
  }

  @GET
  @Path("versions")
  @Operation(summary = "Published tables, the newest first (?limit=&cursor=)")
  public Uni<String> versions(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> book.versions(Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, PriceJson::of));
  }

  @PUT
  @Operation(summary = "Publish a whole table as a new version")
  public Uni<RestResponse<String>> replace(HttpServerRequest request) {
    return publish(request, PriceJson::whole);
  }

  @PATCH
  @Operation(summary = "Publish the newest table, with changes, as a new version")
  public Uni<RestResponse<String>> amend(HttpServerRequest request) {
    return publish(request, PriceJson::amended);
  }

  private Uni<RestResponse<String>> publish(
      HttpServerRequest request, Function<ObjectNode, PriceBook.Proposal> reading) {
    return door.writer(request)
        .chain(
            by ->
                bodies
                    .read(request)
                    .map(body -> reading.apply(JsonBody.parse(body)))
                    .chain(proposal -> book.publish(by, proposal)))
        .map(
            version ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, PriceJson.of(version).encode())
                    .build());
  }
}
