package dev.sluice.moderation.window;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.OutputModeration.Answered;
import dev.sluice.moderation.Policy;
import dev.sluice.testing.Configs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real event loop, with real threads and timers. */
class HomeTest {
  private final Vertx vertx = Vertx.vertx();
  private final ConcurrentLinkedQueue<Context> contexts = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  private WindowedModeration moderation(Judge judge) {
    ModerationConfig config =
        Configs.of(ModerationConfig.class, "sluice.moderation.output.max-wait", "10ms");
    ListedWords words = new ListedWords();
    return new WindowedModeration(
        config,
        new Policy(config),
        () -> words,
        subject -> judge,
        new SimpleMeterRegistry(),
        vertx);
  }

  private CompletableFuture<List<StreamPart>> read(
      Context context, WindowedModeration moderation, Multi<StreamPart> answer) {
    CompletableFuture<List<StreamPart>> whole = new CompletableFuture<>();
    context.runOnContext(
        ignored ->
            moderation
                .moderate(answer, new Answered("g", "demo", "", "t/a"), finding -> {})
                .onItem()
                .invoke(part -> contexts.add(Vertx.currentContext()))
                .collect()
                .asList()
                .subscribe()
                .with(whole::complete, whole::completeExceptionally));
    return whole;
  }

  @Test
  void shouldGoOnWhereItWasSubscribed_whenVerdictsComeOnOtherThreads() throws Exception {
    // given
    Context context = vertx.getOrCreateContext();
    Judge elsewhere =
        passage ->
            Uni.createFrom().item(Verdict.ALLOW).emitOn(Infrastructure.getDefaultWorkerPool());
    List<StreamPart> parts =
        List.of(
            new StreamPart.Delta(0, Field.CONTENT, "One. "),
            new StreamPart.Delta(0, Field.CONTENT, "Two"),
            new StreamPart.Finished(0, FinishReason.STOP));
    // when
    List<StreamPart> out =
        read(context, moderation(elsewhere), Multi.createFrom().iterable(parts)).get(10, SECONDS);
    // then
    assertThat(out).isEqualTo(parts);
    assertThat(contexts).hasSize(3).containsOnly(context);
  }

  @Test
  void shouldCloseAWindowOnTheTimer_whenTheProviderFallsSilent() throws Exception {
    // given
    CompletableFuture<Void> asked = new CompletableFuture<>();
    Judge noticed =
        passage -> {
          asked.complete(null);
          return Uni.createFrom().item(Verdict.ALLOW);
        };
    StreamPart only = new StreamPart.Delta(0, Field.CONTENT, "Hi");
    Multi<StreamPart> silentAfter =
        Multi.createBy()
            .concatenating()
            .streams(
                Multi.createFrom().item(only),
                Multi.createFrom().completionStage(() -> asked).onItem().castTo(StreamPart.class));
    // when
    List<StreamPart> out =
        read(vertx.getOrCreateContext(), moderation(noticed), silentAfter).get(10, SECONDS);
    // then
    assertThat(out).containsExactly(only);
  }
}
