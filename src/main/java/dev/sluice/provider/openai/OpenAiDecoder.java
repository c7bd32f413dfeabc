package dev.sluice.provider.openai;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.WireEvent;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Decodes the chunks of one OpenAI-compatible stream. How a choice ended is told at the stream's
 * end: filters that work behind the model take back the reason that it gave. A filter's word is
 * told at once, behind those of the choices that had ended by then.
 */
final class OpenAiDecoder implements PartDecoder {
  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
  private static final int MAX_CHOICES = 128;

  private final OpenAiErrors errors;
  private final SortedMap<Integer, OpenAiChoiceState> choices = new TreeMap<>();
  private Optional<Usage.Exact> usage = Optional.empty();
  private boolean usageLast;
  private boolean filtered;
  private boolean done;

  OpenAiDecoder(OpenAiErrors errors) {
    this.errors = errors;
  }

  @Override
  public void decode(WireEvent event, Consumer<StreamPart> out) {
    int start = firstInk(event);
    if (start == event.length()) {
      return;
    }
    if (isDone(event, start)) {
      finish(out);
      return;
    }
    if (event.name().equals("error")) {
      throw errors.of(event.text());
    }
    chunk(read(event), event, out);
  }

  private void chunk(OpenAiChunk chunk, WireEvent event, Consumer<StreamPart> out) {
    if (chunk.isError()) {
      throw errors.of(event.text());
    }
    boolean says = false;
    for (OpenAiChoice choice : chunk.choices()) {
      if (choice.belongs()) {
        OpenAiChoiceState state = state(choice.index());
        state.accept(choice, out);
        says |= choice.says();
        filtered |= state.filtered();
      }
    }
    if (filtered) {
      finish(OpenAiChoiceState::reasoned, out);
    }
    usageLast = chunk.usage().isPresent() && !says;
    if (chunk.usage().isPresent() && !chunk.usage().equals(usage)) {
      usage = chunk.usage();
      out.accept(new StreamPart.UsageReported(usage.get()));
    }
  }

  private static OpenAiChunk read(WireEvent event) {
    try {
      return OpenAiChunk.read(event);
    } catch (IOException e) {
      throw new ProviderFailure(Kind.GARBLED, "the provider sent a chunk that is not JSON");
    }
  }

  private OpenAiChoiceState state(int choice) {
    if (choice < 0 || choice >= MAX_CHOICES) {
      throw new ProviderFailure(Kind.GARBLED, "the provider sent a choice of index " + choice);
    }
    return choices.computeIfAbsent(choice, OpenAiChoiceState::new);
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public boolean whole() {
    return !choices.isEmpty() && choices.values().stream().allMatch(OpenAiChoiceState::reasoned);
  }

  @Override
  public void end(Consumer<StreamPart> out) {
    // A count behind all text is an end as well: some providers send that and no finish reason.
    if (choices.isEmpty() || !whole() && !usageLast) {
      throw new ProviderFailure(
          Kind.INTERRUPTED, "the provider's stream ended before the answer did");
    }
    finish(out);
  }

  private void finish(Consumer<StreamPart> out) {
    done = true;
    finish(all -> true, out);
  }

  private void finish(Predicate<OpenAiChoiceState> those, Consumer<StreamPart> out) {
    choices.values().stream()
        .filter(those)
        .sorted(Comparator.comparing(OpenAiChoiceState::filtered))
        .forEach(choice -> choice.finish(out));
  }

  private static int firstInk(WireEvent event) {
    int at = 0;
    while (at < event.length() && isBlank(event.bytes()[event.offset() + at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte one) {
    return one == ' ' || one == '\t' || one == '\n' || one == '\r';
  }

  private static boolean isDone(WireEvent event, int start) {
    if (event.length() - start < DONE.length) {
      return false;
    }
    for (int i = 0; i < DONE.length; i++) {
      if (event.bytes()[event.offset() + start + i] != DONE[i]) {
        return false;
      }
    }
    return true;
  }
}
