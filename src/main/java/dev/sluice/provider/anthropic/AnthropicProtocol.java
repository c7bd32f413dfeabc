package dev.sluice.provider.anthropic;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.WireJson;
import dev.sluice.provider.WireProtocol;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Anthropic's Messages API, streamed as server-sent events. Built from a provider's settings. */
public final class AnthropicProtocol implements WireProtocol {
  private static final String API_VERSION = "2023-06-01";

  private final Map<String, String> headers;
  private final Optional<String> apiKey;
  private final Clock clock;

  public AnthropicProtocol(ProviderConfig config) {
    this(config, Clock.systemUTC());
  }

  AnthropicProtocol(ProviderConfig config, Clock clock) {
    this.headers = headers(config);
    this.apiKey = config.apiKey();
    this.clock = clock;
  }

  private static Map<String, String> headers(ProviderConfig config) {
    Map<String, String> headers = new HashMap<>();
    headers.put("anthropic-version", API_VERSION);
    config.apiKey().ifPresent(key -> headers.put("x-api-key", key));
    return Map.copyOf(headers);
  }

  @Override
  public UpstreamRequest encode(ChatRequest request, String upstreamModel) {
    var body = new AnthropicRequestEncoder(request, upstreamModel).encode();
    return new UpstreamRequest("/messages", headers, WireJson.write(body));
  }

  @Override
  public Framing framing() {
    return Framing.SSE;
  }

  @Override
  public PartDecoder decoder() {
    return new AnthropicDecoder();
  }

  @Override
  public ProviderFailure failure(int status, MultiMap headers, String body) {
    return AnthropicErrors.answered(status, headers, body, apiKey, clock.instant());
  }
}
