package dev.sluice.provider.openai;

import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What one choice of a stream has said so far; sees to it that it ends exactly once. */
final class OpenAiChoiceState {
  private static final int MAX_CALLS = 128;

  private final int choice;
  private final List<String> callIds = new ArrayList<>(0);
  private final List<Boolean> named = new ArrayList<>(0);
  private Optional<FinishReason> reason = Optional.empty();
  private boolean told;

  OpenAiChoiceState(int choice) {
    this.choice = choice;
  }

  /** Whether its provider has given a reason to end. */
  boolean reasoned() {
    return reason.isPresent();
  }

  /** Whether a filter of the provider's has ended it. */
  boolean filtered() {
    return reason.filter(given -> given == FinishReason.CONTENT_FILTER).isPresent();
  }

  void accept(OpenAiChoice read, Consumer<StreamPart> out) {
    if (!reasoned()) {
      say(read, out);
    }
    OpenAiFinish.of(read.finishReason())
        .filter(given -> !reasoned() || given == FinishReason.CONTENT_FILTER)
        .ifPresent(given -> reason = Optional.of(given));
  }

  private void say(OpenAiChoice read, Consumer<StreamPart> out) {
    text(Field.REASONING, read.reasoning(), out);
    text(Field.CONTENT, read.content(), out);
    text(Field.REFUSAL, read.refusal(), out);
    for (OpenAiCall call : read.calls()) {
      call(call, out);
    }
  }

  /** Ends it unless it has ended, also where its provider named no reason. */
  void finish(Consumer<StreamPart> out) {
    if (!told) {
      told = true;
      FinishReason owed = callIds.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
      out.accept(new StreamPart.Finished(choice, reason.orElse(owed)));
    }
  }

  private void text(Field field, String text, Consumer<StreamPart> out) {
    if (!text.isEmpty()) {
      out.accept(new StreamPart.Delta(choice, field, text));
    }
  }

  private void call(OpenAiCall call, Consumer<StreamPart> out) {
    int index = call.index() == OpenAiCall.NO_INDEX ? inferred(call) : call.index();
    if (index < 0 || index >= MAX_CALLS) {
      throw new ProviderFailure(Kind.GARBLED, "the provider sent a tool call of index " + index);
    }
    while (callIds.size() <= index) {
      callIds.add("");
      named.add(false);
    }
    // Ids and names are said once, although some providers repeat them with each fragment.
    String id = callIds.get(index).isEmpty() ? call.id() : "";
    String name = named.get(index) ? "" : call.name();
    if (!id.isEmpty()) {
      callIds.set(index, id);
    }
    named.set(index, named.get(index) || !name.isEmpty());
    if (!id.isEmpty() || !name.isEmpty() || !call.arguments().isEmpty()) {
      out.accept(new StreamPart.ToolCall(choice, index, id, name, call.arguments()));
    }
  }

  /** Without an index, a new id begins a new call and no id continues the last one. */
  private int inferred(OpenAiCall call) {
    int known = call.id().isEmpty() ? -1 : callIds.indexOf(call.id());
    if (known >= 0) {
      return known;
    }
    boolean begins = !call.id().isEmpty() || !call.name().isEmpty() || callIds.isEmpty();
    return begins ? callIds.size() : callIds.size() - 1;
  }
}
