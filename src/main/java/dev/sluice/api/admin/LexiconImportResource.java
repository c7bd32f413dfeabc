package dev.sluice.api.admin;

import dev.sluice.api.RequestBody;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.library.Drafts;
import dev.sluice.moderation.lexicon.library.Importer;
import dev.sluice.moderation.lexicon.library.ListFormat;
import dev.sluice.moderation.lexicon.library.Numbered;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes whole lists into the draft: all of a list, or nothing where a line of it is wrong. */
@Path("/admin/v1/lexicon/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Word list")
public class LexiconImportResource {
  /** Duplicates are counted all, and told up to this many. */
  private static final int MOST_TOLD = 1_000;

  private final AdminDoor door;
  private final Drafts drafts;
  private final RequestBody bodies;

  LexiconImportResource(AdminDoor door, Drafts drafts, RequestBody bodies) {
    this.door = door;
    this.drafts = drafts;
    this.bodies = bodies;
  }

  @POST
  @Operation(summary = "Import a list into the draft (?format=lines|csv|json|tsv&category=)")
  public Uni<String> take(HttpServerRequest request) {
    return door.writer(request)
        .chain(
            author -> {
              ListFormat format = format(request.getParam("format"));
              Optional<Category> category =
                  Optional.ofNullable(request.getParam("category"))
                      .map(name -> WordJson.category("category", name));
              return bodies.read(request).chain(body -> take(author, format, category, body));
            });
  }

  /** A long list takes longer to read than an event loop may be held up. */
  private Uni<String> take(
      Caller author, ListFormat format, Optional<Category> category, Buffer body) {
    return Uni.createFrom()
        .item(() -> Importer.read(format, category, new ByteArrayInputStream(body.getBytes())))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(read -> drafts.add(author, read.words()).map(added -> told(read, added)));
  }

  private static String told(Importer.Read read, Drafts.Added added) {
    List<Numbered> duplicates = new ArrayList<>(read.repeated());
    duplicates.addAll(added.duplicates());
    JsonArray lines = new JsonArray();
    duplicates.stream()
        .limit(MOST_TOLD)
        .forEach(
            each ->
                lines.add(
                    new JsonObject().put("line", each.line()).put("word", each.word().word())));
    return new JsonObject()
        .put("added", added.taken().size())
        .put("duplicates", duplicates.size())
        .put("duplicate_lines", lines)
        .encode();
  }

  private static ListFormat format(String name) {
    return Arrays.stream(ListFormat.values())
        .filter(format -> WordJson.lower(format).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.Invalid.parameter(
                    "format", "'format' must be one of lines, csv, json, tsv."));
  }
}
