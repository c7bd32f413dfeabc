package dev.sluice.provider.ollama;

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

/** Ollama's own chat API, streamed as one JSON object a line. Built from a provider's settings. */
public final class OllamaProtocol implements WireProtocol {
  private final Map<String, String> headers;
  private final Optional<String> apiKey;
  private final Clock clock;

  public OllamaProtocol(ProviderConfig config) {
    this(config, Clock.systemUTC());
  }

  OllamaProtocol(ProviderConfig config, Clock clock) {
    this.headers = headers(config);
    this.apiKey = config.apiKey();
    this.clock = clock;
  }

  private static Map<String, String> headers(ProviderConfig config) {
    Map<String, String> headers = new HashMap<>();
    config.apiKey().ifPresent(key -> headers.put("Authorization", "Bearer " + key));
    return Map.copyOf(headers);
  }

  @Override
  public UpstreamRequest encode(ChatRequest request, String upstreamModel) {
    var body = new OllamaRequestEncoder(request, upstreamModel).encode();
    return new UpstreamRequest("/api/chat", headers, WireJson.write(body));
  }

  @Override
  public Framing framing() {
    return Framing.LINES;
  }

  @Override
  public PartDecoder decoder() {
    return new OllamaDecoder();
  }

  @Override
  public ProviderFailure failure(int status, MultiMap headers, String body) {
    return OllamaErrors.answered(status, headers, body, apiKey, clock.instant());
  }
}
