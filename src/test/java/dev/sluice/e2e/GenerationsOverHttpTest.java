package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedAnswers;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generations that run by themselves: begun, read, resumed, looked at and stopped. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class GenerationsOverHttpTest extends EndToEnd {
  private static final String OTHERS_KEY = "sk-slc-e2e-other-0123456789";

  @Inject RedisDataSource redis;

  /** What {@code POST /v1/generations} told. */
  private record Begun(String id, String eventsUrl) {
    String path() {
      return "/v1/generations/" + id;
    }
  }

  private Begun begin() {
    HttpAnswer answer = ask(Ask.generation("scripted"));
    assertThat(answer.status()).isEqualTo(201);
    JsonObject body = answer.json();
    return new Begun(body.getString("id"), body.getString("events_url"));
  }

  private Ask events(Begun begun) {
    return Ask.get(begun.path() + "/events");
  }

  private JsonObject look(Begun begun) {
    return ask(Ask.get(begun.path())).json();
  }

  private static String text(List<Frame> frames) {
    return frames.stream()
        .filter(frame -> frame.event().equals("delta"))
        .map(frame -> frame.json().getString("text"))
        .collect(Collectors.joining());
  }

  @Test
  void shouldTellWhereToRead_whenBegun() {
    // when
    HttpAnswer answer = ask(Ask.generation("scripted"));
    // then
    JsonObject body = answer.json();
    String id = body.getString("id");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(body.fieldNames()).containsExactlyInAnyOrder("id", "status", "events_url");
    assertThat(id).matches("gen_[0-9A-Za-z_-]+").isEqualTo(answer.traceId());
    assertThat(answer.header("Location")).isEqualTo("/v1/generations/" + id);
    assertThat(body.getString("events_url"))
        .startsWith("/v1/generations/" + id + "/events?ticket=");
    assertThat(body.getString("status")).isIn("queued", "streaming", "completed");
    assertThat(ended(id).kind()).isEqualTo("generation");
  }

  @Test
  void shouldSendNamedEvents_whenRead() {
    // given
    upstream.answer(ScriptedAnswers.text("Hel", "lo"));
    // when
    Begun begun = begin();
    HttpAnswer answer = ask(events(begun));
    List<Frame> frames = answer.frames();
    // then
    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-transform");
    assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(answer.traceId()).isEqualTo(begun.id());
    assertThat(frames).extracting(Frame::event).containsExactly("open", "delta", "delta", "done");
    assertThat(frames).allMatch(frame -> !frame.id().isEmpty());
    assertThat(frames.get(0).json())
        .isEqualTo(
            new JsonObject().put("id", begun.id()).put("model", "scripted").putNull("label"));
    assertThat(frames.get(1).json())
        .isEqualTo(new JsonObject("{\"index\":0,\"field\":\"content\",\"text\":\"Hel\"}"));
    assertThat(frames.get(3).json().getString("finish_reason")).isEqualTo("stop");
    assertThat(frames.get(3).json().getJsonObject("usage").getInteger("total_tokens"))
        .isEqualTo(11);
  }

  @Test
  void shouldNeedNoHeader_whenTicketIsShown() {
    // given
    Begun begun = begin();
    // when
    HttpAnswer answer = ask(Ask.get(begun.eventsUrl()).without("Authorization"));
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer.frames())).isEqualTo("Hello, world");
  }

  @Test
  void shouldRefuse_whenTicketIsNotGoodForIt() throws GeneralSecurityException {
    // given
    Begun begun = begin();
    Begun other = begin();
    String ticket = begun.eventsUrl().substring(begun.eventsUrl().indexOf('=') + 1);
    String later =
        Long.parseLong(ticket.substring(0, ticket.indexOf('.')))
            + 1
            + ticket.substring(ticket.indexOf('.'));
    List<String> bad =
        List.of("", "x", ".", "1.x", ticket + "x", ticket.substring(1), later, expired(begun.id()));
    for (String wrong : bad) {
      // when
      HttpAnswer answer =
          ask(Ask.get(begun.path() + "/events?ticket=" + wrong).without("Authorization"));
      // then
      assertThat(answer.status()).as(wrong).isEqualTo(401);
      assertThat(answer.error().getString("code")).isEqualTo("invalid_api_key");
    }
    assertThat(ask(Ask.get(other.path() + "/events?ticket=" + ticket)).status()).isEqualTo(401);
    assertThat(ask(Ask.get(begun.path()).without("Authorization")).status()).isEqualTo(401);
  }

  /** A ticket of ours that was good until a second ago. */
  private String expired(String id) throws GeneralSecurityException {
    long expiry = Instant.now().getEpochSecond() - 1;
    byte[] key = Base64.getDecoder().decode(redis.value(String.class).get("slc:ticket-key"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] signature = mac.doFinal((id + "." + expiry).getBytes(StandardCharsets.UTF_8));
    return expiry + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  @Test
  void shouldNotBeFound_whenItIsAnothersOrNone() throws GeneralSecurityException {
    // given
    addAnotherAccount();
    Begun begun = begin();
    for (String id : List.of(begun.id(), "gen_00000000000000000000000000000000", "gen_x")) {
      Ask look = Ask.get("/v1/generations/" + id).bearer(OTHERS_KEY);
      Ask read = Ask.get("/v1/generations/" + id + "/events").bearer(OTHERS_KEY);
      Ask stop = Ask.of("DELETE", "/v1/generations/" + id).bearer(OTHERS_KEY);
      for (Ask ask : List.of(look, read, stop)) {
        // when
        HttpAnswer answer = ask(ask);
        // then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error().getString("code")).isEqualTo("generation_not_found");
      }
    }
    assertThat(ended(begun.id()).outcome()).contains("Completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/generations/gen_x%0Ay",
        "/v1/generations/gen_x%00/events",
        "/admin/v1/plans/a%00",
        "/v1/models/a%7F"
      })
  void shouldFindNothing_whenAnAddressHasControlCharactersInIt(String address) {
    // when
    HttpAnswer answer = ask(Ask.get(address).bearer(UpstreamResource.ADMIN_KEY));
    // then
    assertThat(answer.status()).isEqualTo(404);
  }

  private void addAnotherAccount() throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(OTHERS_KEY.getBytes());
    pool.query(
            "insert into account (tenant, id) values ('default', 'other') on conflict do nothing")
        .execute()
        .await()
        .atMost(Duration.ofSeconds(10));
    pool.preparedQuery(
            "insert into api_key (id, hash, prefix, tenant, account, role, created_at) values"
                + " ('key_other', $1, 'sk-slc-e2e', 'default', 'other', 'CALLER', now())"
                + " on conflict do nothing")
        .execute(Tuple.of(HexFormat.of().formatHex(hash)))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  @Test
  void shouldGiveExactlyTheRest_whenResumedAnywhere() {
    // given
    upstream.answer(ScriptedAnswers.text("a", "b", "c", "d", "e"));
    Begun begun = begin();
    List<Frame> all = ask(events(begun)).frames();
    for (int seen = 0; seen < all.size() - 1; seen++) {
      String last = all.get(seen).id();
      // when
      List<Frame> byHeader = ask(events(begun).header("Last-Event-ID", last)).frames();
      List<Frame> byQuery = ask(Ask.get(begun.eventsUrl() + "&last_event_id=" + last)).frames();
      // then
      assertThat(byHeader).isEqualTo(all.subList(seen + 1, all.size()));
      assertThat(byQuery).isEqualTo(byHeader);
    }
  }

  @Test
  void shouldAnswer204_whenReaderReturnsAfterTheEnd() {
    // given
    Begun begun = begin();
    List<Frame> all = ask(events(begun)).frames();
    // when
    HttpAnswer answer = ask(events(begun).header("Last-Event-ID", all.get(all.size() - 1).id()));
    // then
    assertThat(answer.status()).isEqualTo(204);
  }

  @Test
  void shouldRefuse_whenLastEventIdIsNotOurs() {
    // given
    Begun begun = begin();
    for (String wrong : List.of("x", "-1", "1.5", "99999999999999999999")) {
      // when
      HttpAnswer answer = ask(events(begun).header("Last-Event-ID", wrong));
      // then
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().getString("param")).isEqualTo("last_event_id");
    }
  }

  @Test
  void shouldShowTheSame_whenTwoRead() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("Hel")).await(goOn).event(content("lo"));
    upstream.answer(script.event(finish("stop")).event(usage(9, 2)).done());
    Begun begun = begin();
    // when
    HttpAnswer one = ask(events(begun));
    HttpAnswer other = ask(events(begun));
    assertThat(one.frame()).isEqualTo(other.frame());
    assertThat(one.frame()).isEqualTo(other.frame());
    JsonObject midway = look(begun);
    TraceRow open = trace(begun.id());
    goOn.complete(null);
    List<Frame> rest = one.frames();
    // then
    assertThat(other.frames()).isEqualTo(rest);
    assertThat(text(rest)).isEqualTo("lo");
    assertThat(midway.getString("status")).isEqualTo("streaming");
    assertThat(midway.getString("text")).isEqualTo("Hel");
    assertThat(open.outcome()).isEmpty();
    JsonObject after = look(begun);
    assertThat(after.fieldNames())
        .containsExactlyInAnyOrder(
            "id", "status", "model", "text", "finish_reason", "usage", "label", "cut");
    assertThat(after.getString("status")).isEqualTo("completed");
    assertThat(after.getString("text")).isEqualTo("Hello");
    assertThat(after.getString("finish_reason")).isEqualTo("stop");
  }

  @Test
  void shouldRunOn_whenReaderLeaves() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    Script script = Script.sse().event(content("Hel")).await(goOn).event(content("lo"));
    upstream.answer(script.event(finish("stop")).event(usage(9, 2)).done());
    double before = outcomes();
    Begun begun = begin();
    Wire wire = connect();
    HttpAnswer reader = wire.send(events(begun)).answer();
    reader.frame();
    Frame last = reader.frame();
    // when
    wire.close();
    goOn.complete(null);
    // then
    assertThat(text(ask(events(begun).header("Last-Event-ID", last.id())).frames()))
        .isEqualTo("lo");
    TraceRow row = ended(begun.id());
    assertThat(row.outcome()).contains("Completed");
    assertThat(row.usageExact()).contains(true);
    assertThat(outcomes()).isEqualTo(before + 1);
  }

  @Test
  void shouldNotWait_whenReaderIsSlow() {
    // given
    int chunks = 4000;
    Script script = Script.sse().event(role());
    for (int i = 0; i < chunks; i++) {
      script.event(content(i + "|" + "x".repeat(1500)));
    }
    upstream.answer(script.event(finish("stop")).event(usage(9, chunks)).done());
    Begun begun = begin();
    try (Wire wire = Wire.to(port(), 8 * 1024)) {
      HttpAnswer reader = wire.send(events(begun)).answer();
      // when
      TraceRow row = ended(begun.id());
      // then
      assertThat(row.outcome()).contains("Completed");
      assertThat(row.outputTokens()).contains(chunks);
      assertThat(reader.frame().event()).isEqualTo("open");
      for (int i = 0; i < chunks; i++) {
        assertThat(reader.frame().json().getString("text")).startsWith(i + "|");
      }
      assertThat(reader.frames()).extracting(Frame::event).containsExactly("done");
    }
  }

  @Test
  void shouldResetProvider_whenStopped() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")));
    double before = outcomes();
    Begun begun = begin();
    HttpAnswer reader = ask(events(begun));
    reader.frame();
    reader.frame();
    Ask stop = Ask.of("DELETE", begun.path());
    // when
    long asked = System.nanoTime();
    int first = ask(stop).status();
    int again = ask(stop).status();
    // then
    soon().until(() -> onlyCall().closed().isDone());
    Duration took = Duration.ofNanos(onlyCall().closed().join() - asked);
    Log.warnf("generation stopped: provider reset after %.1f ms", took.toNanos() / 1e6);
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(List.of(first, again)).containsOnly(204);
    List<Frame> rest = reader.frames();
    assertThat(rest).extracting(Frame::event).containsExactly("error");
    assertThat(rest.get(0).error().getString("code")).isEqualTo("cancelled");
    assertThat(look(begun).getString("status")).isEqualTo("cancelled");
    TraceRow row = ended(begun.id());
    assertThat(row.outcome()).contains("Cancelled");
    assertThat(row.usageExact()).contains(false);
    assertThat(outcomes()).isEqualTo(before + 1);
    assertThat(ask(stop).status()).isEqualTo(204);
  }

  @Test
  void shouldResetProvider_whenStoppedBeforeTheFirstChunk() {
    // given
    upstream.answer(Script.silence());
    Begun begun = begin();
    onlyCall();
    // when
    int status = ask(Ask.of("DELETE", begun.path())).status();
    // then
    assertThat(status).isEqualTo(204);
    soon().until(() -> onlyCall().closed().isDone());
    assertThat(ask(events(begun)).frames())
        .extracting(Frame::event)
        .containsExactly("open", "error");
    assertThat(ended(begun.id()).outcome()).contains("Cancelled");
  }

  @Test
  void shouldSendCutAndDone_whenProviderCuts() {
    // given
    upstream.answer(Script.sse().event(content("bad")).event(finish("content_filter")));
    double before = outcomes();
    // when
    Begun begun = begin();
    List<Frame> frames = ask(events(begun)).frames();
    // then
    assertThat(frames).extracting(Frame::event).containsExactly("open", "delta", "cut", "done");
    assertThat(frames.get(2).json().getInteger("retract_from")).isZero();
    assertThat(frames.get(3).json().getString("finish_reason")).isEqualTo("content_filter");
    List<Frame> afterCut = ask(events(begun).header("Last-Event-ID", frames.get(2).id())).frames();
    assertThat(afterCut).extracting(Frame::event).containsExactly("done");
    JsonObject view = look(begun);
    assertThat(view.getString("status")).isEqualTo("cut");
    assertThat(view.getString("text")).isEmpty();
    assertThat(view.getJsonObject("cut").getString("category")).isNotBlank();
    TraceRow row = ended(begun.id());
    assertThat(row.outcome()).contains("Cut");
    assertThat(row.finishReason()).contains("content_filter");
    assertThat(row.firstChunkMillis()).isPresent();
    assertThat(outcomes()).isEqualTo(before + 1);
    soon().until(() -> onlyCall().closed().isDone());
  }

  @Test
  void shouldSendError_whenProviderStalls() {
    // given
    upstream.answer(Script.sse().event(content("Hel")));
    double before = outcomes();
    // when
    Begun begun = begin();
    List<Frame> frames = ask(events(begun)).frames();
    // then
    assertThat(frames).extracting(Frame::event).containsExactly("open", "delta", "error");
    assertThat(frames.get(2).error().getString("code")).isEqualTo("provider_timeout");
    assertThat(look(begun).getString("status")).isEqualTo("failed");
    TraceRow row = ended(begun.id());
    assertThat(row.outcome()).contains("ProviderFailed");
    assertThat(row.provider()).contains("scripted");
    assertThat(outcomes()).isEqualTo(before + 1);
    soon().until(() -> onlyCall().closed().isDone());
  }

  @Test
  void shouldSendHeartbeats_whenNothingHappens() {
    // given
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    upstream.answer(Script.sse().event(content("Hel")).await(goOn).event(finish("stop")).done());
    HttpAnswer reader = ask(events(begin()));
    reader.frame();
    reader.frame();
    // when
    Optional<Frame> next = reader.next();
    goOn.complete(null);
    // then
    assertThat(next.get().comment()).isEqualTo("keep-alive");
    assertThat(reader.frames()).extracting(Frame::event).containsExactly("done");
  }
}
