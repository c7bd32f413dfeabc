package dev.sluice.api.openai;

import dev.sluice.admission.Scope;
import dev.sluice.api.ApiConfig;
import dev.sluice.api.Door;
import dev.sluice.api.Errors;
import dev.sluice.api.FrameBuffer;
import dev.sluice.api.IdempotencyHeader;
import dev.sluice.api.RateLimitHeaders;
import dev.sluice.api.RequestBody;
import dev.sluice.api.SseWriter;
import dev.sluice.api.TraceHeader;
import dev.sluice.journey.Answer;
import dev.sluice.journey.Asked;
import dev.sluice.journey.ChatJourney;
import dev.sluice.journey.GenerationIds;
import dev.sluice.journey.Generations;
import dev.sluice.journey.IdempotencyKey;
import dev.sluice.journey.Journey;
import dev.sluice.model.Caller;
import dev.sluice.model.Outcome;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;

/** OpenAI chat completions, streamed and whole. */
@Path("/v1/chat/completions")
public class ChatResource {
  private final Door door;
  private final ChatJourney journey;
  private final Generations generations;
  private final GenerationIds ids;
  private final RequestBody bodies;
  private final ChatBodyReader reader;
  private final ApiConfig config;

  ChatResource(
      Door door,
      ChatJourney journey,
      Generations generations,
      GenerationIds ids,
      RequestBody bodies,
      ChatBodyReader reader,
      ApiConfig config) {
    this.door = door;
    this.journey = journey;
    this.generations = generations;
    this.ids = ids;
    this.bodies = bodies;
    this.reader = reader;
    this.config = config;
  }

  /** Answers the chat; the frames of a stream are written here, not by the framework. */
  @POST
  public Uni<Void> complete(HttpServerRequest request) {
    String id = ids.next();
    TraceHeader.put(request.response(), id);
    return door.serve(request, Scope.CHAT)
        .chain(caller -> bodies.read(request).chain(body -> answer(id, caller, body, request)));
  }

  private Uni<Void> answer(String id, Caller caller, Buffer bytes, HttpServerRequest request) {
    ChatBody body = reader.read(bytes);
    Uni<Answer> answer =
        IdempotencyHeader.read(request, bytes)
            .map(key -> once(id, caller, body, key, request.response()))
            .orElseGet(
                () -> journey.run(asked(id, Journey.Kind.CHAT, caller, body, request.response())));
    return body.stream()
        ? stream(answer, id, body, request)
        : whole(answer, body, request.response());
  }

  /** With a key the answer outlives this request and is read from its log, as any repeat will. */
  private Uni<Answer> once(
      String id, Caller caller, ChatBody body, IdempotencyKey key, HttpServerResponse response) {
    return generations
        .start(asked(id, Journey.Kind.GENERATION, caller, body, response), Optional.of(key))
        .invoke(started -> name(started, response))
        .chain(generations::answer);
  }

  /** Where we waited long for the other request, the head is out under this one's own name. */
  private static void name(String started, HttpServerResponse response) {
    if (!response.headWritten()) {
      TraceHeader.put(response, started);
    }
  }

  private static Asked asked(
      String id, Journey.Kind kind, Caller caller, ChatBody body, HttpServerResponse response) {
    return new Asked(
        id, kind, caller, body.request(), limits -> RateLimitHeaders.put(response, limits));
  }

  private Uni<Void> stream(
      Uni<Answer> answer, String id, ChatBody body, HttpServerRequest request) {
    SseWriter<StreamPart> writer =
        new SseWriter<>(request, config, failure -> ChatFrames.failure(failure, id));
    return writer.write(answer.map(opened -> stream(opened, frames(opened, body), writer)));
  }

  private static SseWriter.Stream<StreamPart> stream(
      Answer answer, ChatFrames frames, SseWriter<StreamPart> writer) {
    return new SseWriter.Stream<>(
        answer.parts(),
        part -> {
          closeOnFailure(part, writer);
          return frames.render(part);
        },
        frames::broken);
  }

  private static void closeOnFailure(StreamPart part, SseWriter<StreamPart> writer) {
    if (part instanceof StreamPart.Ended ended && !isAnswer(ended.outcome())) {
      writer.closeAfterwards();
    }
  }

  private static boolean isAnswer(Outcome outcome) {
    return outcome instanceof Outcome.Completed || outcome instanceof Outcome.Cut;
  }

  private static ChatFrames frames(Answer answer, ChatBody body) {
    return new ChatFrames(
        answer.id(),
        answer.model(),
        answer.createdEpochSecond(),
        body.request().choices(),
        body.includeUsage());
  }

  private static Uni<Void> whole(Uni<Answer> answer, ChatBody body, HttpServerResponse response) {
    return answer
        .chain(opened -> gathered(opened, body.request().choices()))
        .chain(completion -> send(completion, response));
  }

  private static Uni<Completion> gathered(Answer answer, int choices) {
    return answer
        .parts()
        .collect()
        .in(
            () -> new Completion(answer, choices),
            (Completion all, StreamPart part) -> all.add(part));
  }

  private static Uni<Void> send(Completion completion, HttpServerResponse response) {
    Outcome outcome = completion.outcome();
    if (!isAnswer(outcome)) {
      return Uni.createFrom().failure(new Errors.Failed(Errors.of(outcome)));
    }
    response.putHeader("Content-Type", "application/json");
    response.end(new FrameBuffer().put(completion.json()).take());
    return Uni.createFrom().voidItem();
  }
}
