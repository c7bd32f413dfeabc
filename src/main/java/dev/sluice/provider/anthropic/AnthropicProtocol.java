package dev.sluice.provider.anthropic;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.WireProtocol;
import io.vertx.core.MultiMap;

/** Holds the protocol's place until it is spoken. Every call fails. */
public final class AnthropicProtocol implements WireProtocol {
  public AnthropicProtocol(ProviderConfig config) {}

  @Override
  public UpstreamRequest encode(ChatRequest request, String upstreamModel) {
    throw new ProviderFailure(ProviderFailure.Kind.BROKEN, "this protocol is not spoken yet");
  }

  @Override
  public Framing framing() {
    return Framing.SSE;
  }

  @Override
  public PartDecoder decoder() {
    throw new ProviderFailure(ProviderFailure.Kind.BROKEN, "this protocol is not spoken yet");
  }

  @Override
  public ProviderFailure failure(int status, MultiMap headers, String body) {
    return new ProviderFailure(ProviderFailure.Kind.BROKEN, "this protocol is not spoken yet");
  }
}
