package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.model.StreamPart.Finished;
import dev.sluice.model.StreamPart.ToolCall;
import dev.sluice.model.StreamPart.UsageReported;
import dev.sluice.testing.Script;
import dev.sluice.testing.TestProviderConfig;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every provider adapter must do, whatever it speaks. An adapter's own test extends this and
 * gives, as scripts in its wire format, the answers described at each method; one that its protocol
 * cannot express is empty.
 */
abstract class ProviderContract extends ProviderTestBed {

  abstract WireProtocol protocol(TestProviderConfig config);

  /** "Hello, world" in three pieces, ended normally, 9 tokens in and 3 out. */
  abstract Script text();

  /** Reasoning "hm, hm" in two pieces, then content "so", ended normally. */
  abstract Optional<Script> reasoning();

  /** Choice 0 says "ab", choice 1 says "xy", interleaved, both ended normally. */
  abstract Optional<Script> twoChoices();

  /** A call of {@code get_weather} with arguments {"city":"Oslo"}, ended for the call. */
  abstract Script toolCall();

  /** Refusal text "I won't", ended normally. */
  abstract Optional<Script> refusal();

  /** Any content, ended by the bound on output tokens. */
  abstract Script cutByLength();

  /** Any content or none, ended by the provider's filter. */
  abstract Optional<Script> filtered();

  /** Content "Hel", then on the signal the protocol's error event for an overloaded provider. */
  abstract Script overloadedInMidStream(CompletableFuture<Void> signal);

  /** Content "Hel", then silence. */
  abstract Script begun();

  /** Content for ever. */
  abstract Script firehose();

  /** Content "Hel", then on the signal a clean end of the body without the answer's end. */
  abstract Optional<Script> endedInMidAnswer(CompletableFuture<Void> signal);

  private UpstreamStream opened(Script script) {
    TestProviderConfig config = config();
    upstream.answer(script);
    return open(provider(config, protocol(config)));
  }

  private UpstreamStream opened(Optional<Script> script) {
    assumeTrue(script.isPresent(), "the protocol cannot express it");
    return opened(script.orElseThrow());
  }

  @Test
  void shouldGiveTextFinishAndUsage() {
    List<StreamPart> parts = parts(opened(text()));

    assertThat(text(parts, 0, Field.CONTENT)).isEqualTo("Hello, world");
    assertThat(finishes(parts)).containsExactly(new Finished(0, FinishReason.STOP));
    assertThat(usages(parts))
        .last()
        .extracting(reported -> reported.usage())
        .satisfies(
            usage -> {
              assertThat(usage.inputTokens()).isEqualTo(9);
              assertThat(usage.outputTokens()).isEqualTo(3);
            });
  }

  @Test
  void shouldSeparateReasoningFromContent() {
    List<StreamPart> parts = parts(opened(reasoning()));

    assertThat(text(parts, 0, Field.REASONING)).isEqualTo("hm, hm");
    assertThat(text(parts, 0, Field.CONTENT)).isEqualTo("so");
  }

  @Test
  void shouldKeepChoicesApart() {
    List<StreamPart> parts = parts(opened(twoChoices()));

    assertThat(text(parts, 0, Field.CONTENT)).isEqualTo("ab");
    assertThat(text(parts, 1, Field.CONTENT)).isEqualTo("xy");
    assertThat(finishes(parts))
        .containsExactlyInAnyOrder(
            new Finished(0, FinishReason.STOP), new Finished(1, FinishReason.STOP));
  }

  @Test
  void shouldGiveToolCalls_withIdAndNameOnce() {
    List<StreamPart> parts = parts(opened(toolCall()));

    List<ToolCall> calls =
        parts.stream().filter(ToolCall.class::isInstance).map(ToolCall.class::cast).toList();
    assertThat(calls.get(0).name()).isEqualTo("get_weather");
    assertThat(calls.get(0).id()).isNotEmpty();
    assertThat(calls).allMatch(call -> call.index() == 0);
    assertThat(calls.stream().skip(1)).allMatch(call -> call.id().isEmpty());
    assertThat(calls.stream().map(ToolCall::arguments).reduce("", String::concat))
        .isEqualToIgnoringWhitespace("{\"city\":\"Oslo\"}");
    assertThat(finishes(parts)).containsExactly(new Finished(0, FinishReason.TOOL_CALLS));
  }

  @Test
  void shouldGiveRefusals() {
    List<StreamPart> parts = parts(opened(refusal()));

    assertThat(text(parts, 0, Field.REFUSAL)).isEqualTo("I won't");
  }

  @Test
  void shouldNameTheFinish_whenTheOutputWasBounded() {
    assertThat(finishes(parts(opened(cutByLength()))))
        .containsExactly(new Finished(0, FinishReason.LENGTH));
  }

  @Test
  void shouldNameTheFinish_whenTheProviderFiltered() {
    assertThat(finishes(parts(opened(filtered()))))
        .containsExactly(new Finished(0, FinishReason.CONTENT_FILTER));
  }

  @Test
  void shouldFailAfterTheTextBefore_whenTheProviderFailsInMidStream() {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    AssertSubscriber<StreamPart> listener = all(opened(overloadedInMidStream(signal)));

    signal.complete(null);

    assertThat(failure(listener).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(text(listener.getItems(), 0, Field.CONTENT)).isEqualTo("Hel");
  }

  @Test
  void shouldFailInterrupted_whenTheStreamEndsTooEarly() {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    AssertSubscriber<StreamPart> listener = all(opened(endedInMidAnswer(signal)));

    signal.complete(null);

    assertThat(failure(listener).kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(text(listener.getItems(), 0, Field.CONTENT)).isEqualTo("Hel");
  }

  @Test
  void shouldResetTheRequest_whenCancelled() {
    AssertSubscriber<StreamPart> listener = all(opened(begun()));
    await().atMost(PATIENCE).until(() -> !listener.getItems().isEmpty());

    listener.cancel();

    assertReset(0);
  }

  @Test
  void shouldGiveOnlyWhatIsDemanded() {
    AssertSubscriber<StreamPart> listener = listen(opened(firehose()), 0);

    listener.request(3);

    await().atMost(PATIENCE).until(() -> listener.getItems().size() == 3);
    await().during(Duration.ofMillis(50)).until(() -> listener.getItems().size() == 3);
    listener.cancel();
    assertReset(0);
  }

  private static List<Finished> finishes(List<StreamPart> parts) {
    return parts.stream().filter(Finished.class::isInstance).map(Finished.class::cast).toList();
  }

  private static List<UsageReported> usages(List<StreamPart> parts) {
    return parts.stream()
        .filter(UsageReported.class::isInstance)
        .map(UsageReported.class::cast)
        .toList();
  }
}
