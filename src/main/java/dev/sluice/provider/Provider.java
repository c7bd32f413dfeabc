package dev.sluice.provider;

import dev.sluice.model.ChatRequest;
import io.smallrye.mutiny.Uni;

/** A configured organisation that serves models. All failures are {@code ProviderFailure}s. */
public interface Provider {

  /**
   * Sends the request upstream at subscription. The item comes with the first good part; cancelling
   * before that, or cancelling the stream's parts later, resets the request.
   */
  Uni<UpstreamStream> open(ChatRequest request, String upstreamModel);
}
