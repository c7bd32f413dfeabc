package dev.sluice.api.admin;

import dev.sluice.model.Category;
import dev.sluice.moderation.chain.VendorHealth;
import dev.sluice.moderation.chain.VendorsHealth;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the moderation vendors do, as the instance that is asked sees it since its start. */
@Path("/admin/v1/moderation/vendors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation vendors")
public class VendorsResource {
  private final AdminDoor door;
  private final VendorsHealth vendors;

  VendorsResource(AdminDoor door, VendorsHealth vendors) {
    this.door = door;
    this.vendors = vendors;
  }

  @GET
  @Operation(summary = "Health, breaker, latency, share of traffic and last error of each vendor")
  public Uni<String> all(HttpServerRequest request) {
    return door.reader(request).map(reader -> page().encode());
  }

  /** There are few vendors, so that the first page is the last. */
  private JsonObject page() {
    JsonArray items = new JsonArray();
    vendors.all().forEach(vendor -> items.add(json(vendor)));
    return new JsonObject().put("items", items).putNull("next_cursor");
  }

  private static JsonObject json(VendorHealth vendor) {
    return new JsonObject()
        .put("id", vendor.id())
        .put("type", lower(vendor.type()))
        .put("capabilities", json(vendor.capabilities()))
        .put("healthy", vendor.healthy())
        .put("breaker", lower(vendor.breaker()))
        .put("retry_after_ms", vendor.untilRetry().toMillis())
        .put("qps", vendor.perSecond())
        .put("weight", vendor.weight())
        .put("calls", vendor.answers())
        .put("failures", vendor.failures())
        .put("share", vendor.share())
        .put("latency_ms", latency(vendor))
        .put("last_error", vendor.lastFailure().map(VendorsResource::lower).orElse(null))
        .put("shadow", vendor.shadow().map(VendorsResource::json).orElse(null));
  }

  private static JsonObject json(Capabilities can) {
    return new JsonObject()
        .put("max_input", can.maxPrompt())
        .put("max_output", can.maxReply())
        .put("unit", lower(can.unit()))
        .put("session", lower(can.session()))
        .put("categories", json(can.coverage()))
        .put("masking", lower(can.masking()))
        .put("languages", new JsonArray(can.languages().stream().sorted().toList()))
        .put("prompt_shield", can.shieldsPrompts());
  }

  private static JsonObject json(Coverage coverage) {
    return new JsonObject()
        .put("input", names(coverage.inputs()))
        .put("output", names(coverage.answers()));
  }

  private static JsonArray names(Set<Category> categories) {
    return new JsonArray(categories.stream().sorted().map(Enum::name).toList());
  }

  private static JsonObject latency(VendorHealth vendor) {
    return new JsonObject().put("p50", millis(vendor.p50())).put("p95", millis(vendor.p95()));
  }

  private static Double millis(Optional<Duration> latency) {
    return latency.map(it -> it.toNanos() / 1e6).orElse(null);
  }

  private static JsonObject json(VendorHealth.Comparison shadow) {
    return new JsonObject()
        .put("agreed", shadow.agreed())
        .put("stricter", shadow.stricter())
        .put("laxer", shadow.laxer())
        .put("silent", shadow.silent());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
