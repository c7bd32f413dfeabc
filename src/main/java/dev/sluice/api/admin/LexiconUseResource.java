package dev.sluice.api.admin;

import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Direction;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.lexicon.CurrentLexicon;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.moderation.lexicon.library.LoadedLexicon;
import dev.sluice.moderation.lexicon.library.WordList;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The word list as it works on the instance that is asked: what it covers and what it finds. */
@Path("/admin/v1/lexicon")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Word list")
public class LexiconUseResource {
  private static final int LONGEST_TEXT = 20_000;
  private static final int MOST_HITS = 1_000;

  private final AdminDoor door;
  private final WordList list;
  private final LoadedLexicon loaded;
  private final CurrentLexicon current;
  private final Policy policy;
  private final RequestBody bodies;
  private final Clock clock;

  LexiconUseResource(
      AdminDoor door,
      WordList list,
      LoadedLexicon loaded,
      CurrentLexicon current,
      Policy policy,
      RequestBody bodies,
      Clock clock) {
    this.door = door;
    this.list = list;
    this.loaded = loaded;
    this.current = current;
    this.policy = policy;
    this.bodies = bodies;
    this.clock = clock;
  }

  @GET
  @Path("statistics")
  @Operation(summary = "Counts per risk against the required numbers, and the last update's age")
  public Uni<String> statistics(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> list.lastUpdate())
        .map(update -> StatisticsJson.of(loaded.edition(), update, clock.instant()).encode());
  }

  @POST
  @Path("check")
  @Operation(summary = "What a text hits ({\"text\"}); nothing of it is kept")
  public Uni<String> check(HttpServerRequest request) {
    return door.reader(request)
        .chain(reader -> bodies.read(request))
        .map(body -> check(text(Fields.root(JsonBody.parse(body)))));
  }

  private static String text(Fields body) {
    String text = body.requiredText("text");
    if (text.length() > LONGEST_TEXT) {
      throw body.wrong("text", "must have at most " + LONGEST_TEXT + " characters.");
    }
    return text;
  }

  private String check(String text) {
    Lexicon lexicon = current.get();
    JsonArray hits = new JsonArray();
    Scanner.Hits collecting =
        (entry, start, end) -> {
          if (hits.size() < MOST_HITS) {
            hits.add(hit(entry, text, start, end));
          }
        };
    Scanner scanner = lexicon.scanner();
    scanner.feed(text, collecting);
    scanner.end(collecting);
    return new JsonObject().put("version", lexicon.version()).put("hits", hits).encode();
  }

  /** Offsets in code points, as everywhere at this edge. */
  private JsonObject hit(Entry entry, String text, int start, int end) {
    return new JsonObject()
        .put("entry", entry.id())
        .put("word", entry.word())
        .put("category", entry.category().name())
        .put("start", text.codePointCount(0, start))
        .put("end", text.codePointCount(0, end))
        .put("on_input", action(entry, Direction.INPUT))
        .put("on_output", action(entry, Direction.OUTPUT));
  }

  /** As for an alias that has no settings of its own. */
  private String action(Entry entry, Direction direction) {
    return WordJson.lower(policy.ofListed("", direction, entry.category(), entry.action()));
  }
}
