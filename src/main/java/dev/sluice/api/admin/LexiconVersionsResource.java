package dev.sluice.api.admin;

import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.library.Drafts;
import dev.sluice.moderation.lexicon.library.WordList;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The word list's published versions, and the way back to one. */
@Path("/admin/v1/lexicon/versions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Word list")
public class LexiconVersionsResource {
  private final AdminDoor door;
  private final WordList list;
  private final Drafts drafts;

  LexiconVersionsResource(AdminDoor door, WordList list, Drafts drafts) {
    this.door = door;
    this.list = list;
    this.drafts = drafts;
  }

  @GET
  @Operation(summary = "Published versions, the newest first (?limit=&cursor=)")
  public Uni<String> versions(HttpServerRequest request) {
    return door.reader(request)
        .chain(
            reader ->
                list.versions(new WordList.Slice(Pages.behind(request), Pages.limit(request))))
        .map(page -> Pages.json(page, WordJson::of));
  }

  @POST
  @Path("{version}/rollback")
  @Operation(summary = "Publish an older version anew")
  public Uni<RestResponse<String>> rollback(
      @PathParam("version") String version, HttpServerRequest request) {
    return door.writer(request)
        .chain(by -> drafts.rollback(by, number(version)))
        .map(
            back ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, WordJson.of(back).encode())
                    .build());
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException unreadable) {
      throw Refusal.Invalid.parameter("version", "'version' must be a version's number.");
    }
  }
}
