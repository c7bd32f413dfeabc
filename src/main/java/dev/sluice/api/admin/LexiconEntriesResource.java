package dev.sluice.api.admin;

import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.library.Drafts;
import dev.sluice.moderation.lexicon.library.EntryId;
import dev.sluice.moderation.lexicon.library.ListEntry;
import dev.sluice.moderation.lexicon.library.ListedWord;
import dev.sluice.moderation.lexicon.library.Numbered;
import dev.sluice.moderation.lexicon.library.WordList;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The word list's entries: what is published to read, and changes for the draft. */
@Path("/admin/v1/lexicon/entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Word list")
public class LexiconEntriesResource {
  private final AdminDoor door;
  private final WordList list;
  private final Drafts drafts;
  private final RequestBody bodies;

  LexiconEntriesResource(AdminDoor door, WordList list, Drafts drafts, RequestBody bodies) {
    this.door = door;
    this.list = list;
    this.drafts = drafts;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "Published entries (?q=&category=&version=&limit=&cursor=)")
  public Uni<String> entries(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> page(request))
        .map(page -> Pages.json(page, WordJson::of));
  }

  private Uni<Page<ListEntry>> page(HttpServerRequest request) {
    Optional<Category> category =
        Optional.ofNullable(request.getParam("category"))
            .map(name -> WordJson.category("category", name));
    String part = Optional.ofNullable(request.getParam("q")).orElse("");
    WordList.Filter filter = new WordList.Filter(part, category);
    WordList.Slice slice = new WordList.Slice(Pages.behind(request), Pages.limit(request));
    return version(request).chain(version -> list.entries(version, filter, slice));
  }

  private Uni<Integer> version(HttpServerRequest request) {
    return Optional.ofNullable(request.getParam("version"))
        .map(text -> Uni.createFrom().item(LexiconVersionsResource.number(text)))
        .orElseGet(list::newest);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One published entry")
  public Uni<String> entry(@PathParam("id") String id, HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> list.entry(EntryId.parse(id)))
        .map(entry -> WordJson.of(entry).encode());
  }

  @POST
  @Operation(summary = "Have the draft add an entry")
  public Uni<RestResponse<String>> add(HttpServerRequest request) {
    return door.writer(request)
        .chain(author -> bodies.read(request).chain(body -> add(author, read(body))))
        .map(
            added ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, changed(id(added)).encode())
                    .build());
  }

  private Uni<Drafts.Added> add(Caller author, ListedWord word) {
    return drafts.add(author, List.of(new Numbered(1, word)));
  }

  private static EntryId id(Drafts.Added added) {
    if (added.taken().isEmpty()) {
      throw new Refusal.Conflict(
          "already_listed", "The word is listed in this category already, or in the draft.");
    }
    return added.taken().get(0).id();
  }

  @PUT
  @Path("{id}")
  @Operation(summary = "Have the draft replace an entry")
  public Uni<String> replace(@PathParam("id") String id, HttpServerRequest request) {
    return door.writer(request)
        .chain(
            author ->
                bodies
                    .read(request)
                    .chain(body -> drafts.replace(author, EntryId.parse(id), read(body))))
        .map(done -> changed(EntryId.parse(id)).encode());
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Have the draft remove an entry")
  public Uni<RestResponse<Void>> remove(@PathParam("id") String id, HttpServerRequest request) {
    return door.writer(request)
        .chain(author -> drafts.remove(author, EntryId.parse(id)))
        .map(done -> RestResponse.noContent());
  }

  private static ListedWord read(Buffer body) {
    return WordJson.read(JsonBody.parse(body));
  }

  /** It counts only once the draft is published. */
  private static JsonObject changed(EntryId id) {
    return new JsonObject().put("id", id.toString()).put("state", "draft");
  }
}
