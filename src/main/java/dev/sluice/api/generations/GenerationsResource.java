package dev.sluice.api.generations;

import dev.sluice.admission.Scope;
import dev.sluice.api.ApiConfig;
import dev.sluice.api.Door;
import dev.sluice.api.IdempotencyHeader;
import dev.sluice.api.RateLimitHeaders;
import dev.sluice.api.RequestBody;
import dev.sluice.api.SseWriter;
import dev.sluice.api.TraceHeader;
import dev.sluice.api.admin.Pages;
import dev.sluice.api.openai.ChatBodyReader;
import dev.sluice.journey.Asked;
import dev.sluice.journey.GenerationIds;
import dev.sluice.journey.Generations;
import dev.sluice.journey.Journey;
import dev.sluice.journey.Tickets;
import dev.sluice.journey.replay.LogMeta;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.storage.SavedText;
import dev.sluice.trace.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Generations that run by themselves: started, read as events, looked at, stopped. */
@Path("/v1/generations")
public class GenerationsResource {
  private final Door door;
  private final Generations generations;
  private final GenerationIds ids;
  private final Tickets tickets;
  private final RequestBody bodies;
  private final ChatBodyReader reader;
  private final ApiConfig config;

  GenerationsResource(
      Door door,
      Generations generations,
      GenerationIds ids,
      Tickets tickets,
      RequestBody bodies,
      ChatBodyReader reader,
      ApiConfig config) {
    this.door = door;
    this.generations = generations;
    this.ids = ids;
    this.tickets = tickets;
    this.bodies = bodies;
    this.reader = reader;
    this.config = config;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<String>> start(HttpServerRequest request) {
    String id = ids.next();
    TraceHeader.put(request.response(), id);
    return door.serve(request, Scope.GENERATIONS)
        .chain(caller -> bodies.read(request).chain(body -> start(id, caller, body, request)))
        .chain(started -> created(started, request.response()));
  }

  private Uni<String> start(String id, Caller caller, Buffer body, HttpServerRequest request) {
    return generations.start(
        new Asked(
            id,
            Journey.Kind.GENERATION,
            caller,
            reader.read(body).request(),
            limits -> RateLimitHeaders.put(request.response(), limits)),
        IdempotencyHeader.read(request, body));
  }

  private Uni<RestResponse<String>> created(String id, HttpServerResponse response) {
    TraceHeader.put(response, id);
    return Uni.combine()
        .all()
        .unis(view(id), eventsUrl(id))
        .with((view, url) -> view.receipt(url))
        .map(
            receipt ->
                RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, receipt)
                    .header("Location", address(id))
                    .build());
  }

  private static String address(String id) {
    return "/v1/generations/" + id;
  }

  private Uni<String> eventsUrl(String id) {
    return tickets.issue(id).map(ticket -> address(id) + "/events?ticket=" + ticket);
  }

  /** Also hands out a fresh ticket, for readers whose first one ran out. */
  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<String> get(@PathParam("id") String id, HttpServerRequest request) {
    TraceHeader.put(request.response(), id);
    return caller(request)
        .chain(
            caller ->
                generations
                    .trace(caller, id)
                    .chain(
                        trace ->
                            Uni.combine()
                                .all()
                                .unis(view(id), eventsUrl(id))
                                .with((view, url) -> view.json(url))
                                .onFailure(Refusal.NotFound.class)
                                .recoverWithUni(() -> saved(caller, trace))));
  }

  private Uni<String> saved(Caller caller, Trace trace) {
    return generations
        .saved(caller, trace.id())
        .map(
            found ->
                found
                    .map(saved -> GenerationView.of(saved).toString())
                    .orElseGet(() -> GenerationView.json(trace)));
  }

  /** The caller's saved generations, the newest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<String> history(HttpServerRequest request) {
    return caller(request)
        .chain(caller -> generations.history(caller, Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, GenerationsResource::item));
  }

  private static JsonObject item(SavedText saved) {
    return new JsonObject(GenerationView.of(saved).toString())
        .put("saved_at", saved.savedAt().toString());
  }

  private Uni<GenerationView> view(String id) {
    return generations
        .meta(id)
        .chain(
            meta ->
                generations
                    .events(id, 0)
                    .select()
                    .first(meta.lastNumber())
                    .collect()
                    .in(() -> new GenerationView(id), GenerationView::add));
  }

  @GET
  @Path("{id}/events")
  public Uni<Void> events(@PathParam("id") String id, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    TraceHeader.put(response, id);
    EventId seen =
        EventId.read(
            Optional.ofNullable(request.getHeader("Last-Event-ID")),
            Optional.ofNullable(request.getParam("last_event_id")));
    return reader(id, request).chain(meta -> events(id, meta, seen, request));
  }

  /** Whoever has a ticket may read, and the owner. */
  private Uni<LogMeta> reader(String id, HttpServerRequest request) {
    return Optional.ofNullable(request.getParam("ticket"))
        .map(ticket -> tickets.check(id, ticket).chain(() -> generations.meta(id)))
        .orElseGet(() -> caller(request).chain(caller -> generations.meta(caller, id)));
  }

  private Uni<Void> events(String id, LogMeta meta, EventId seen, HttpServerRequest request) {
    if (meta.ended() && seen.after() >= meta.lastNumber()) {
      // An EventSource comes back after the end; only 204 tells it to stay away.
      return Uni.createFrom()
          .completionStage(() -> noContent(request.response()).toCompletionStage());
    }
    EventFrames frames = new EventFrames(id, seen.cutSeen());
    SseWriter.Stream<LoggedEvent> events =
        new SseWriter.Stream<>(
            generations.events(id, seen.after()), frames::render, frames::failure);
    return new SseWriter<LoggedEvent>(request, config, frames::failure)
        .write(Uni.createFrom().item(events));
  }

  private static io.vertx.core.Future<Void> noContent(HttpServerResponse response) {
    return response.setStatusCode(204).end();
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<Void>> cancel(@PathParam("id") String id, HttpServerRequest request) {
    TraceHeader.put(request.response(), id);
    return caller(request)
        .chain(caller -> generations.cancel(caller, id))
        .map(stopped -> RestResponse.noContent());
  }

  private Uni<Caller> caller(HttpServerRequest request) {
    return door.enter(request, Scope.GENERATIONS);
  }
}
