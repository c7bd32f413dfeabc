package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.ToolChoice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenCountTest {
  private final TokenCount tokens = new TokenCount();

  @Test
  void shouldSeeDenseText_whenItIsBehindMuchThinText() {
    // given
    String thin = " ".repeat(200_000);
    String dense = "q7 Z!".repeat(40_000);
    // when
    int counted = tokens.of(thin + dense);
    // then
    assertThat(counted).isGreaterThan(tokens.of(dense) / 2);
  }

  @Test
  void shouldSizeToolCalls_whenThereIsNoOtherText() {
    // given
    Message.Call call = new Message.Call("id", "name", "x".repeat(2000));
    Message message =
        new Message(
            Message.Role.ASSISTANT, List.of(), List.of(call), Optional.empty(), Optional.empty());
    ChatRequest sample = SampleJourney.chat();
    ChatRequest request =
        new ChatRequest(
            sample.model(),
            List.of(message),
            1,
            sample.maxOutputTokens(),
            sample.temperature(),
            sample.topP(),
            sample.seed(),
            List.of(),
            List.of(),
            ToolChoice.AUTO,
            Optional.empty(),
            Optional.empty(),
            sample.body());
    // when
    int size = tokens.size(request);
    // then
    assertThat(size).isEqualTo(2004);
  }
}
