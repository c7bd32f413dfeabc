package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.library.Drafts;
import dev.sluice.moderation.lexicon.library.EntryId;
import dev.sluice.moderation.lexicon.library.WordList;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The draft of the next version: looked at, handed in, decided on by a second person. */
@Path("/admin/v1/lexicon/draft")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Word list")
public class LexiconDraftResource {
  private static final int LONGEST_NOTE = 500;

  private final AdminDoor door;
  private final Drafts drafts;
  private final RequestBody bodies;

  LexiconDraftResource(AdminDoor door, Drafts drafts, RequestBody bodies) {
    this.door = door;
    this.drafts = drafts;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "How the draft stands")
  public Uni<String> draft(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> drafts.current())
        .map(draft -> WordJson.of(draft.orElseThrow(LexiconDraftResource::none)).encode());
  }

  private static Refusal none() {
    return new Refusal.NotFound("no_draft", "", "There is no draft; the first change begins one.");
  }

  @GET
  @Path("changes")
  @Operation(summary = "The draft's changes (?limit=&cursor=)")
  public Uni<String> changes(HttpServerRequest request) {
    return door.reader(request)
        .chain(
            reader ->
                drafts.changes(new WordList.Slice(Pages.behind(request), Pages.limit(request))))
        .map(page -> Pages.json(page, WordJson::of));
  }

  @DELETE
  @Path("changes/{id}")
  @Operation(summary = "Take one change back")
  public Uni<RestResponse<Void>> undo(@PathParam("id") String id, HttpServerRequest request) {
    return door.writer(request)
        .chain(writer -> drafts.undo(EntryId.parse(id)))
        .map(done -> RestResponse.noContent());
  }

  @DELETE
  @Operation(summary = "Throw the draft away")
  public Uni<RestResponse<Void>> discard(HttpServerRequest request) {
    return door.writer(request).chain(drafts::discard).map(done -> RestResponse.noContent());
  }

  @POST
  @Path("submit")
  @Operation(summary = "Hand the draft in ({\"note\"})")
  public Uni<String> submit(HttpServerRequest request) {
    return with(door.writer(request), request, this::submit);
  }

  private Uni<String> submit(Caller by, Fields body) {
    return drafts.submit(by, note(body, "note")).map(draft -> WordJson.of(draft).encode());
  }

  @POST
  @Path("approve")
  @Operation(summary = "Publish what was handed in ({\"submission\"}); nobody approves his own")
  public Uni<String> approve(HttpServerRequest request) {
    return with(door.approver(request), request, this::approve);
  }

  private Uni<String> approve(Caller by, Fields body) {
    return drafts.approve(by, submission(body)).map(version -> WordJson.of(version).encode());
  }

  @POST
  @Path("reject")
  @Operation(summary = "Send back what was handed in ({\"submission\",\"reason\"})")
  public Uni<String> reject(HttpServerRequest request) {
    return with(door.approver(request), request, this::reject);
  }

  private Uni<String> reject(Caller by, Fields body) {
    return drafts
        .reject(by, submission(body), note(body, "reason"))
        .map(draft -> WordJson.of(draft).encode());
  }

  private Uni<String> with(
      Uni<Caller> entering,
      HttpServerRequest request,
      BiFunction<Caller, Fields, Uni<String>> step) {
    return entering.chain(
        by ->
            bodies
                .read(request)
                .map(bytes -> bytes.length() == 0 ? empty() : JsonBody.parse(bytes))
                .chain(body -> step.apply(by, Fields.root(body))));
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static int submission(Fields body) {
    OptionalInt submission = body.integer("submission", 1, Integer.MAX_VALUE);
    return submission.orElseThrow(
        () ->
            body.wrong("submission", "is required: the one you looked at, as the draft says it."));
  }

  private static String note(Fields body, String name) {
    Optional<String> note = body.text(name);
    if (note.filter(text -> text.length() > LONGEST_NOTE || text.indexOf(0) >= 0).isPresent()) {
      throw body.wrong(name, "must be a text of at most " + LONGEST_NOTE + " characters.");
    }
    return note.orElse("");
  }
}
