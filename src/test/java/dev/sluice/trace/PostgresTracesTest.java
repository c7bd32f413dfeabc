package dev.sluice.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Cut;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Refusal;
import dev.sluice.model.Usage;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresTracesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Inject Traces traces;
  @Inject Pool pool;

  private final String id = "gen_" + UUID.randomUUID();
  private final String instance = "instance-" + UUID.randomUUID();

  @Test
  void shouldHoldWhatWasAsked_whenOpened() {
    // when
    open();
    // then
    JsonObject row = row();
    assertThat(row.getString("tenant")).isEqualTo("tenant");
    assertThat(row.getString("credential")).isEqualTo("key_1");
    assertThat(row.getJsonObject("parameters").getInteger("n")).isEqualTo(1);
    assertThat(row.getInteger("input_chars")).isEqualTo(11);
    assertThat(row.getString("outcome")).isNull();
    assertThat(find().owner()).isEqualTo("tenant/account");
    assertThat(find().outcome()).isEmpty();
  }

  @Test
  void shouldHoldHowItEnded_whenClosed() {
    // given
    open();
    // when
    close(new Outcome.Completed(), new Usage.Exact(1, 2, 3, 4));
    // then
    JsonObject row = row();
    assertThat(row.getString("outcome")).isEqualTo("Completed");
    assertThat(row.getString("provider")).isEqualTo("openai");
    assertThat(row.getString("finish_reason")).isEqualTo("stop");
    assertThat(row.getInteger("first_chunk_ms")).isEqualTo(12);
    assertThat(row.getInteger("total_ms")).isEqualTo(345);
    assertThat(row.getBoolean("usage_exact")).isTrue();
    assertThat(row.getInteger("cached_tokens")).isEqualTo(3);
    assertThat(row.getString("failure")).isNull();
    assertThat(find().outputTokens()).hasValue(2);
  }

  @Test
  void shouldKeepTheFirstEnd_whenClosedTwice() {
    // given
    open();
    close(new Outcome.Cancelled(), new Usage.Estimated(1, 2));
    // when
    close(new Outcome.Completed(), new Usage.Exact(9, 9, 9, 9));
    // then
    assertThat(row().getString("outcome")).isEqualTo("Cancelled");
    assertThat(row().getBoolean("usage_exact")).isFalse();
    assertThat(row().getInteger("cached_tokens")).isNull();
  }

  @Test
  void shouldCloseWhatAnInstanceLeft_whenItIsLost() {
    // given
    open();
    assertThat(get(traces.openInstances())).contains(instance);
    // when
    List<String> closed = get(traces.closeLost(instance, NOW));
    // then
    assertThat(closed).containsExactly(id);
    assertThat(row().getString("outcome")).isEqualTo("InstanceLost");
    assertThat(get(traces.openInstances())).doesNotContain(instance);
    assertThat(get(traces.closeLost(instance, NOW))).isEmpty();
  }

  @Test
  void shouldReplaceTheLoss_whenTheInstanceLivesAfterAll() {
    // given
    open();
    get(traces.closeLost(instance, NOW));
    // when
    close(new Outcome.Completed(), new Usage.Exact(1, 2, 0, 0));
    // then
    assertThat(row().getString("outcome")).isEqualTo("Completed");
  }

  @Test
  void shouldNameTheKind_whenItFailed() {
    // given
    ProviderFailure failure = new ProviderFailure(ProviderFailure.Kind.STALLED, "SENTENCE");
    Cut cut = Cut.hidingNothing("GORE", "output", "SENTENCE");
    // when / then
    assertThat(failureOf(new Outcome.ProviderFailed(failure))).isEqualTo("STALLED");
    assertThat(failureOf(new Outcome.Cut(cut))).isEqualTo("GORE");
    assertThat(failureOf(new Outcome.Refused(new Refusal.Unauthenticated())))
        .isEqualTo("Unauthenticated");
    assertThat(failureOf(new Outcome.Broken(new IllegalStateException("SENTENCE"))))
        .isEqualTo("IllegalStateException");
  }

  private String failureOf(Outcome outcome) {
    get(pool.preparedQuery("delete from trace where id = $1").execute(Tuple.of(id)));
    open();
    close(outcome, new Usage.Estimated(0, 0));
    assertThat(row().encode()).doesNotContain("SENTENCE");
    return row().getString("failure");
  }

  @Test
  void shouldFailToOpen_whenTheIdIsTaken() {
    open();
    assertThatThrownBy(this::open).isNotNull();
  }

  @Test
  void shouldFindNothing_whenThereIsNoSuchId() {
    assertThat(get(traces.find("gen_nobody"))).isEmpty();
  }

  @Test
  void shouldHaveNoPlaceForContent() {
    // when
    List<String> texts = new ArrayList<>();
    get(pool.query(
                "select column_name from information_schema.columns where table_name = 'trace'"
                    + " and data_type in ('text', 'jsonb', 'bytea')")
            .execute())
        .forEach(row -> texts.add(row.getString(0)));
    // then
    assertThat(texts)
        .containsExactlyInAnyOrder(
            "id",
            "instance",
            "tenant",
            "account",
            "credential",
            "alias",
            "kind",
            "parameters",
            "provider",
            "upstream_model",
            "outcome",
            "failure",
            "finish_reason");
  }

  private void open() {
    Caller caller = new Caller("tenant", "account", "key_1", Caller.Role.CALLER);
    get(traces.open(new Opened(id, instance, caller, "demo", "chat", "{\"n\":1}", 11, NOW)));
  }

  private void close(Outcome outcome, Usage usage) {
    get(
        traces.close(
            new Closed(
                id,
                Optional.of("openai"),
                Optional.of("gpt"),
                Optional.of(Duration.ofMillis(12)),
                Duration.ofMillis(345),
                outcome,
                Optional.of(FinishReason.STOP),
                usage,
                99,
                NOW)));
  }

  private Trace find() {
    return get(traces.find(id)).orElseThrow();
  }

  private JsonObject row() {
    return get(pool.preparedQuery("select to_jsonb(trace) from trace where id = $1")
            .execute(Tuple.of(id)))
        .iterator()
        .next()
        .getJsonObject(0);
  }

  private static <T> T get(Uni<T> step) {
    return step.await().atMost(SOON);
  }
}
