package dev.sluice.journey;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Tool;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;

/**
 * Estimates tokens with OpenAI's o200k vocabulary. Other models' vocabularies differ by some tens
 * of percent, so this serves to reserve, and stands in where a provider reports nothing. Its tables
 * take half a second to load, which is begun in the background once the start no longer needs the
 * processors.
 */
@ApplicationScoped
class TokenCount {
  /** What the chat format itself costs per message and per tool call, as OpenAI documents it. */
  private static final int PER_MESSAGE = 4;

  private static final class Tables {
    static final Encoding O200K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }

  /** What OpenAI documents for an image of usual size. */
  private static final int PER_IMAGE = 765;

  /** Text beyond so many UTF-16 units is counted in slices of it, and scaled up by length. */
  private static final int COUNTED = 100_000;

  /** All over the text, so that no dense part of it hides behind a thin one. */
  private static final int SLICES = 10;

  private static final int SLICE = COUNTED / SLICES;

  private static final int SECONDS_AFTER_START = 1;

  private volatile boolean ready;

  void start(@Observes StartupEvent event) {
    Infrastructure.getDefaultWorkerPool()
        .schedule(() -> of("ready"), SECONDS_AFTER_START, TimeUnit.SECONDS);
  }

  /** Whether counting costs what it will always cost. */
  boolean isReady() {
    return ready;
  }

  int of(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int tokens = counted(text);
    ready = true;
    return tokens;
  }

  private static int counted(String text) {
    if (text.length() <= COUNTED) {
      return Tables.O200K.countTokensOrdinary(text);
    }
    long part = 0;
    for (int i = 0; i < SLICES; i++) {
      int from = Math.toIntExact((long) (text.length() - SLICE) * i / (SLICES - 1));
      part += Tables.O200K.countTokensOrdinary(text.substring(from, from + SLICE));
    }
    return Math.toIntExact(part * text.length() / COUNTED);
  }

  /** How much text there is to count, in UTF-16 units. */
  int size(ChatRequest request) {
    int messages = request.messages().stream().mapToInt(TokenCount::size).sum();
    return request.tools().isEmpty() ? messages : Integer.MAX_VALUE;
  }

  private static int size(Message message) {
    int calls =
        message.toolCalls().stream()
            .mapToInt(call -> call.name().length() + call.arguments().length())
            .sum();
    return message.text().length() + calls;
  }

  int of(ChatRequest request) {
    int tokens = 0;
    for (Message message : request.messages()) {
      tokens += PER_MESSAGE + of(message.text()) + images(message);
      for (Message.Call call : message.toolCalls()) {
        tokens += PER_MESSAGE + of(call.name()) + of(call.arguments());
      }
    }
    for (Tool tool : request.tools()) {
      tokens += PER_MESSAGE + of(tool.name()) + of(tool.description());
      tokens += of(tool.parameters().toString());
    }
    return tokens;
  }

  private static int images(Message message) {
    long images = message.content().stream().filter(Message.Image.class::isInstance).count();
    return Math.toIntExact(images * PER_IMAGE);
  }
}
