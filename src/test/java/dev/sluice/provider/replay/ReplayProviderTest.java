package dev.sluice.provider.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.StreamPart.Delta;
import dev.sluice.model.StreamPart.Finished;
import dev.sluice.model.StreamPart.ToolCall;
import dev.sluice.model.StreamPart.UsageReported;
import dev.sluice.provider.ProvidersConfig.Type;
import dev.sluice.testing.ChatRequests;
import dev.sluice.testing.TestProviderConfig;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayProviderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static Vertx vertx;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"welcome", "welcome-zh", "reasoning"})
  void shouldPlayAWholeAnswer(String name) {
    List<StreamPart> parts = parts(provider(1000), name, "hello");

    assertThat(parts).hasSizeGreaterThan(35).anyMatch(UsageReported.class::isInstance);
    assertThat(parts).last().isEqualTo(new Finished(0, FinishReason.STOP));
  }

  @ParameterizedTest
  @CsvSource({"hello,Hello", "你好，今天天气怎么样？,你好", "用 GPT 写一首关于春天的诗,你好", "what does 春 mean,Hello"})
  void shouldAnswerInTheLanguageOfTheQuestion(String question, String beginning) {
    assertThat(content(parts(provider(1000), "welcome", question))).startsWith(beginning);
  }

  @Test
  void shouldSayThatItIsARecording_andHowToLeaveIt() {
    String text = content(parts(provider(1000), "welcome", "hi"));

    assertThat(text).contains("recording", "录音", "sluice.models.demo.targets=");
  }

  @Test
  void shouldPlayReasoningAndToolCalls() {
    assertThat(parts(provider(1000), "reasoning", "hi"))
        .anyMatch(part -> part instanceof Delta delta && delta.field() == Field.REASONING);
    assertThat(parts(provider(1000), "tool-call", "hi"))
        .anyMatch(part -> part instanceof ToolCall call && call.name().equals("get_weather"))
        .contains(new Finished(0, FinishReason.TOOL_CALLS));
  }

  @Test
  void shouldPlayByDemand() {
    AssertSubscriber<StreamPart> listener =
        provider(1000)
            .open(ChatRequests.saying("hi"), "welcome")
            .await()
            .atMost(PATIENCE)
            .parts()
            .subscribe()
            .withSubscriber(AssertSubscriber.create(0));

    listener.request(2).awaitItems(2, PATIENCE);
    listener.request(Long.MAX_VALUE).awaitCompletion(PATIENCE);

    assertThat(listener.getItems()).hasSizeGreaterThan(35);
  }

  @Test
  void shouldKeepTheRecordedTiming(@TempDir Path folder) throws IOException {
    String event = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    Files.writeString(
        folder.resolve("slow.sse"), event + ": wait 120\n" + event + "data: [DONE]\n\n");
    ReplayProvider provider = new ReplayProvider(vertx, config(2).recordings(folder.toString()));

    long before = System.nanoTime();
    List<StreamPart> parts = parts(provider, "slow", "hi");

    assertThat(parts).hasSize(3);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(55));
  }

  @Test
  void shouldFailBroken_whenThereIsNoSuchRecording() {
    ProviderFailure failure =
        catchThrowableOfType(ProviderFailure.class, () -> parts(provider(1), "../secret", "hi"));

    assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.BROKEN);
    assertThat(failure).hasMessageContaining("../secret");
  }

  private static TestProviderConfig config(double speed) {
    return TestProviderConfig.of(Type.REPLAY, "").speed(speed);
  }

  private static ReplayProvider provider(double speed) {
    return new ReplayProvider(vertx, config(speed));
  }

  private static List<StreamPart> parts(ReplayProvider provider, String name, String question) {
    return provider
        .open(ChatRequests.saying(question), name)
        .onItem()
        .transformToMulti(stream -> stream.parts())
        .collect()
        .asList()
        .await()
        .atMost(PATIENCE);
  }

  private static String content(List<StreamPart> parts) {
    return parts.stream()
        .filter(Delta.class::isInstance)
        .map(part -> ((Delta) part).text())
        .collect(Collectors.joining());
  }
}
