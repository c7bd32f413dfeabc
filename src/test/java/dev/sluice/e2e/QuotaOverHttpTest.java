package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.role;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits as callers meet them, and what they are charged however an answer ends. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class QuotaOverHttpTest extends EndToEnd {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Inject Redis redis;

  private List<Row> rows(String id) {
    List<Row> rows = new ArrayList<>();
    pool.preparedQuery("select * from usage_record where generation = $1")
        .execute(Tuple.of(id))
        .await()
        .atMost(SOON)
        .forEach(rows::add);
    return rows;
  }

  private Row row(String id) {
    soon().until(() -> !rows(id).isEmpty());
    assertThat(rows(id)).hasSize(1);
    return rows(id).get(0);
  }

  private JsonObject limit(String alias) {
    return ask(Ask.get("/v1/quota")).json().getJsonArray("limits").stream()
        .map(JsonObject.class::cast)
        .filter(limit -> alias.equals(limit.getString("model")))
        .findFirst()
        .orElseThrow();
  }

  private long used(String alias) {
    return limit(alias).getLong("used");
  }

  @Test
  void shouldLetExactlyTheLimitPass_whenTwiceAsManyAskAtOnce() {
    // given
    List<Wire> wires = IntStream.range(0, 200).mapToObj(i -> connect()).toList();
    // when
    wires.forEach(wire -> wire.send(Ask.whole("hundred")));
    List<HttpAnswer> answers = wires.stream().map(Wire::answer).toList();
    // then
    List<HttpAnswer> refused = answers.stream().filter(it -> it.status() == 429).toList();
    assertThat(answers).filteredOn(it -> it.status() == 200).hasSize(100);
    assertThat(refused).hasSize(100);
    assertThat(upstream.calls()).hasSize(100);
    HttpAnswer no = refused.get(0);
    JsonObject error = no.error();
    assertThat(error.getString("type")).isEqualTo("insufficient_quota");
    assertThat(error.getString("code")).isEqualTo("daily_quota_exceeded");
    assertThat(Long.parseLong(no.header("Retry-After"))).isBetween(1L, 86_400L);
    assertThat(no.header("x-ratelimit-limit-requests")).isEqualTo("100");
    assertThat(no.header("x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(no.header("x-ratelimit-reset-requests")).matches("(\\d+h)?(\\d+m)?\\d+s");
    JsonObject limit = limit("hundred");
    assertThat(limit.getString("level")).isEqualTo("alias");
    assertThat(limit.getString("measure")).isEqualTo("requests");
    assertThat(limit.getString("period")).isEqualTo("day");
    assertThat(limit.getLong("used")).isEqualTo(100);
    assertThat(limit.getLong("remaining")).isZero();
    assertThat(limit.getString("resets_at")).endsWith("Z");
    assertThat(metrics.get("sluice_quota_warnings").tag("level", "alias").counter().count())
        .isPositive();
  }

  @Test
  void shouldTellWhatIsLeft_beforeAStreamBegins() {
    // when
    HttpAnswer answer = ask(Ask.stream("metered"));
    // then
    assertThat(answer.header("x-ratelimit-limit-tokens")).isEqualTo("1000000");
    assertThat(Long.parseLong(answer.header("x-ratelimit-remaining-tokens")))
        .isBetween(900_000L, 999_000L);
    assertThat(answer.header("x-ratelimit-limit-requests")).isEmpty();
    answer.frames();
  }

  @Test
  void shouldChargeWhatTheProviderReports_whenItIsWhole() {
    // given
    long before = used("metered");
    upstream.answer(
        Script.sse().event(content("Hi")).event(finish("stop")).event(usage(9, 1200)).done());
    // when
    String id = ask(Ask.counted("metered")).traceId();
    ended(id);
    // then
    Row row = row(id);
    assertThat(row.getLong("input_tokens")).isEqualTo(9);
    assertThat(row.getLong("output_tokens")).isEqualTo(1200);
    assertThat(row.getLong("overdraft_output")).isEqualTo(200);
    assertThat(row.getBoolean("exact")).isTrue();
    assertThat(row.getString("outcome")).isEqualTo("Completed");
    assertThat(row.getString("provider")).isEqualTo("crowded");
    assertThat(used("metered")).isEqualTo(before + 1209);
  }

  @Test
  void shouldChargeWhatWasGenerated_whenTheCallerLeaves() {
    // given
    long before = used("metered");
    upstream.answer(Script.sse().event(role()).event(content("Hello there")));
    Wire wire = connect();
    HttpAnswer answer = wire.send(Ask.stream("metered")).answer();
    answer.frame();
    // when
    wire.close();
    // then
    Row row = row(answer.traceId());
    assertThat(row.getString("outcome")).isEqualTo("Disconnected");
    assertThat(row.getBoolean("exact")).isFalse();
    assertThat(row.getLong("output_tokens")).isBetween(1L, 5L);
    long charged = row.getLong("input_tokens") + row.getLong("output_tokens");
    soon().until(() -> used("metered") == before + charged);
  }

  @Test
  void shouldChargeWhatWasGenerated_whenItIsCut() {
    // given
    long before = used("metered");
    upstream.answer(Script.sse().event(content("bad thing")).event(finish("content_filter")));
    // when
    HttpAnswer answer = ask(Ask.stream("metered"));
    answer.frames();
    // then
    Row row = row(answer.traceId());
    assertThat(row.getString("outcome")).isEqualTo("Cut");
    assertThat(row.getLong("output_tokens")).isBetween(1L, 5L);
    long charged = row.getLong("input_tokens") + row.getLong("output_tokens");
    assertThat(used("metered")).isEqualTo(before + charged);
  }

  @Test
  void shouldChargeNothing_whenNoProviderAnswers() {
    // given
    long before = used("metered");
    upstream.answer(Script.json(500, "{}"));
    // when
    HttpAnswer answer = ask(Ask.whole("metered"));
    // then
    assertThat(answer.status()).isEqualTo(502);
    ended(answer.traceId());
    assertThat(used("metered")).isEqualTo(before);
    assertThat(rows(answer.traceId())).isEmpty();
  }

  @Test
  void shouldChargeOnce_whenAKeyIsRepeated() {
    // given
    String key = UUID.randomUUID().toString();
    long before = used("metered");
    // when
    String first = ask(Ask.whole("metered").header("Idempotency-Key", key)).traceId();
    String second = ask(Ask.whole("metered").header("Idempotency-Key", key)).traceId();
    // then
    assertThat(second).isEqualTo(first);
    Row row = row(first);
    long charged = row.getLong("input_tokens") + row.getLong("output_tokens");
    assertThat(used("metered")).isEqualTo(before + charged);
  }

  @Test
  void shouldRefuseAnother_whileOneIsOpen() {
    // given
    upstream.answer(Script.sse().event(role()).event(content("Hel")));
    Wire wire = connect();
    wire.send(Ask.stream("single")).answer().frame();
    // when
    HttpAnswer second = ask(Ask.stream("single"));
    // then
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("Retry-After")).isEqualTo("1");
    assertThat(second.error().getString("code")).isEqualTo("too_many_concurrent");
    // when
    wire.close();
    // then
    soon().until(() -> used("single") == 0);
    assertThat(ask(Ask.whole("single")).status()).isEqualTo(200);
    assertThat(ask(Ask.whole("single")).status()).isEqualTo(200);
  }

  @Test
  void shouldTellWhenToComeBack_whenTheRateIsReached() {
    // given
    ask(Ask.whole("sparse")).text();
    ask(Ask.whole("sparse")).text();
    // when
    HttpAnswer third = ask(Ask.generation("sparse"));
    // then
    assertThat(third.status()).isEqualTo(429);
    assertThat(Long.parseLong(third.header("Retry-After"))).isBetween(1L, 61L);
    assertThat(third.error().getString("code")).isEqualTo("rate_limit_exceeded");
    assertThat(third.traceId()).startsWith("gen_");
  }

  @Test
  void shouldRefuseForEver_whenATotalIsUsedUp() {
    // given
    ask(Ask.generation("spent")).text();
    // when
    HttpAnswer second = ask(Ask.stream("spent"));
    // then
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("Retry-After")).isEmpty();
    assertThat(second.error().getString("code")).isEqualTo("total_quota_exceeded");
    assertThat(limit("spent").getValue("resets_at")).isNull();
  }

  @Test
  void shouldKnowWhatWasUsed_whenRedisForgotIt() {
    // given
    String id = ask(Ask.whole("metered")).traceId();
    String tenant = row(id).getString("tenant");
    long before = used("metered");
    String state = "slc:quota:{" + tenant + "}:state";
    // when
    redis
        .send(Request.cmd(Command.DEL).arg(state))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    HttpAnswer first = ask(Ask.whole("metered"));
    // then
    assertThat(first.status()).isEqualTo(503);
    assertThat(first.header("Retry-After")).isNotEmpty();
    assertThat(first.error().getString("code")).isEqualTo("quota_unavailable");
    assertThat(used("metered")).isEqualTo(before);
    soon()
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(500, TimeUnit.MILLISECONDS)
        .until(() -> ask(Ask.whole("metered")).status() == 200);
  }

  @Test
  void shouldShowLimitsToNobody_withoutAKey() {
    assertThat(ask(Ask.get("/v1/quota").without("Authorization")).status()).isEqualTo(401);
  }
}
