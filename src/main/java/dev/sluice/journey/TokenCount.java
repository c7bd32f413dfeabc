package dev.sluice.journey;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Estimates tokens with OpenAI's o200k vocabulary. Other models' vocabularies differ by some tens
 * of percent, so this stands in only where a provider reports nothing. Its tables take half a
 * second to load, hence the first use belongs on a worker thread.
 */
@ApplicationScoped
class TokenCount {
  /** What the chat format itself costs per message and per tool call, as OpenAI documents it. */
  private static final int PER_MESSAGE = 4;

  private static final class Tables {
    static final Encoding O200K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }

  int of(String text) {
    return text.isEmpty() ? 0 : Tables.O200K.countTokensOrdinary(text);
  }

  int of(ChatRequest request) {
    int tokens = 0;
    for (Message message : request.messages()) {
      tokens += PER_MESSAGE + of(message.text());
      for (Message.Call call : message.toolCalls()) {
        tokens += PER_MESSAGE + of(call.name()) + of(call.arguments());
      }
    }
    return tokens;
  }
}
