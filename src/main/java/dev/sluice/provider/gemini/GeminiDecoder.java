package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.provider.ErrorBody;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.WireEvent;
import dev.sluice.provider.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Decodes one stream of the Gemini API. The protocol has no end of its own, and counts and reasons
 * may still change until the stream closes: choices finish, and usage is reported, when it does.
 */
final class GeminiDecoder implements PartDecoder {
  /** No model offers as many candidates; a stream that does is not this protocol. */
  private static final int MAX_CHOICES = 128;

  private final Map<Integer, GeminiChoice> choices = new TreeMap<>();
  private Optional<Usage.Exact> usage = Optional.empty();
  private int calls;
  private boolean said;
  private boolean ended;

  @Override
  public void decode(WireEvent event, Consumer<StreamPart> out) {
    JsonNode data = WireJson.read(event);
    if (!data.isArray()) {
      chunk(data, out);
      return;
    }
    // Without server-sent events the answer is one array; errors come as one in any case.
    for (JsonNode element : data) {
      chunk(element, out);
    }
  }

  @Override
  public boolean done() {
    return ended;
  }

  @Override
  public void end(Consumer<StreamPart> out) {
    if (ended) {
      return;
    }
    boolean whole = !choices.isEmpty();
    for (GeminiChoice choice : choices.values()) {
      whole &= choice.finish(out);
    }
    if (!whole) {
      throw new ProviderFailure(
          Kind.INTERRUPTED, "The provider ended the stream before the answer was whole.");
    }
    usage.ifPresent(exact -> out.accept(new StreamPart.UsageReported(exact)));
    ended = true;
  }

  private void chunk(JsonNode chunk, Consumer<StreamPart> out) {
    if (chunk.hasNonNull("error")) {
      throw GeminiErrors.inStream(chunk.path("error"));
    }
    for (JsonNode candidate : chunk.path("candidates")) {
      candidate(candidate, WireJson.text(chunk, "responseId"), out);
    }
    String blocked = WireJson.text(chunk.path("promptFeedback"), "blockReason");
    if (!blocked.isEmpty()) {
      block(blocked);
    }
    usage = GeminiUsage.exact(chunk.path("usageMetadata")).or(() -> usage);
  }

  private void candidate(JsonNode candidate, String responseId, Consumer<StreamPart> out) {
    GeminiChoice choice = choice(candidate.path("index").asInt());
    Supplier<String> newCallId = () -> "call_" + calls++ + "_" + responseId;
    for (JsonNode part : candidate.path("content").path("parts")) {
      choice.part(part, newCallId, spoken(out));
    }
    String reason = WireJson.text(candidate, "finishReason");
    if (GeminiFinish.ends(reason)) {
      choice.finishing(GeminiFinish.reason(reason).orElseThrow(() -> unfit(reason)));
    }
  }

  private Consumer<StreamPart> spoken(Consumer<StreamPart> out) {
    return part -> {
      said = true;
      out.accept(part);
    };
  }

  private GeminiChoice choice(int index) {
    if (index < 0 || index >= MAX_CHOICES) {
      throw new ProviderFailure(Kind.GARBLED, "The provider sent a candidate of no valid index.");
    }
    return choices.computeIfAbsent(index, GeminiChoice::new);
  }

  private void block(String reason) {
    if (choices.isEmpty()) {
      throw new ProviderFailure(
          Kind.CONTENT_REFUSED,
          ErrorBody.bounded("The provider's filter refused the prompt: " + reason + "."));
    }
    choices.values().forEach(choice -> choice.finishing(FinishReason.CONTENT_FILTER));
  }

  /** Another candidate may do better, as long as nothing was said. */
  private ProviderFailure unfit(String reason) {
    return new ProviderFailure(
        said ? Kind.INTERRUPTED : Kind.BROKEN,
        ErrorBody.bounded("The model could not finish its answer: " + reason + "."));
  }
}
