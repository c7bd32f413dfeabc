package dev.sluice.journey;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.model.Action;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Direction;
import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Role;
import dev.sluice.model.ToolChoice;
import dev.sluice.provider.Candidate;
import dev.sluice.provider.Route;
import dev.sluice.provider.TemperatureRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A journey of a short chat, for tests. */
final class SampleJourney {
  static final Caller CALLER = new Caller("tenant", "account", "key_1", Caller.Role.CALLER);
  static final Candidate CANDIDATE = new Candidate("scripted", "model-1");
  static final String CONTENT = "what nobody but the provider may see";
  static final Route ROUTE =
      new Route(
          "alias",
          List.of(CANDIDATE),
          1000,
          new TemperatureRange(0.1, 1),
          false,
          Duration.ofSeconds(30),
          Optional.empty());

  static final Finding FINDING =
      new Finding(
          Direction.OUTPUT,
          0,
          "content",
          7,
          4,
          new Evidence(
              "lexicon",
              "v1",
              Category.CUSTOM,
              Action.REVIEW,
              "word-1",
              OptionalDouble.empty(),
              Duration.ZERO));

  private SampleJourney() {}

  static Journey fresh() {
    return new Journey("gen_1", Journey.Kind.CHAT, CALLER, chat(), ROUTE, 1_700_000_000L, () -> 0L);
  }

  static Asked asked(String alias) {
    ChatRequest chat = chat(alias, OptionalInt.empty(), OptionalDouble.empty());
    return new Asked("gen_1", Journey.Kind.CHAT, CALLER, chat);
  }

  static ChatRequest chat() {
    return chat(OptionalInt.empty(), OptionalDouble.empty());
  }

  static ChatRequest chat(OptionalInt maxOutputTokens, OptionalDouble temperature) {
    return chat("alias", maxOutputTokens, temperature);
  }

  private static ChatRequest chat(
      String alias, OptionalInt maxOutputTokens, OptionalDouble temperature) {
    return new ChatRequest(
        alias,
        List.of(Message.of(Role.USER, CONTENT)),
        1,
        maxOutputTokens,
        temperature,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        List.of(CONTENT),
        List.of(),
        ToolChoice.AUTO,
        Optional.of(CONTENT),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("user", CONTENT));
  }
}
