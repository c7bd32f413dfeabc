package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.Scope;
import dev.sluice.api.Door;
import dev.sluice.journey.ChatJourney;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Standing;
import dev.sluice.quota.keeping.AliasAllowance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A caller's limits: how much of each is used, and when it is free again. */
@Path("/v1/quota")
public class QuotaResource {
  private final Door door;
  private final ChatJourney journey;
  private final Clock clock;

  QuotaResource(Door door, ChatJourney journey, Clock clock) {
    this.door = door;
    this.journey = journey;
    this.clock = clock;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<String> get(HttpServerRequest request) {
    return door.enter(request, Scope.ACCOUNT).chain(journey::limits).map(this::json);
  }

  private String json(List<AliasAllowance> all) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "quota");
    ArrayNode limits = body.putArray("limits");
    for (AliasAllowance one : all) {
      one.allowance().standings().forEach(it -> limits.add(json(one.alias(), it)));
    }
    return body.toString();
  }

  private ObjectNode json(Optional<String> alias, Standing standing) {
    Bound bound = standing.bound();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("level", bound.level().word());
    alias.ifPresent(name -> json.put("model", name));
    json.put("plan", bound.plan());
    json.put("measure", bound.limit().map(Limit::measure).map(this::word).orElse("concurrent"));
    json.put("period", bound.limit().map(Limit::period).map(this::word).orElse(null));
    json.put("limit", bound.most()).put("used", standing.used());
    json.put("remaining", standing.remaining());
    return json.put("resets_at", standing.resetsIn().map(this::moment).orElse(null));
  }

  private String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private String moment(Duration wait) {
    return clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
