package dev.sluice.provider.gemini;

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

/** Google's Gemini API, streamed as server-sent events. Built from a provider's settings. */
public final class GeminiProtocol implements WireProtocol {
  private final Map<String, String> headers;
  private final Optional<String> apiKey;
  private final Clock clock;

  public GeminiProtocol(ProviderConfig config) {
    this(config, Clock.systemUTC());
  }

  GeminiProtocol(ProviderConfig config, Clock clock) {
    this.headers = headers(config);
    this.apiKey = config.apiKey();
    this.clock = clock;
  }

  private static Map<String, String> headers(ProviderConfig config) {
    Map<String, String> headers = new HashMap<>();
    config.apiKey().ifPresent(key -> headers.put("x-goog-api-key", key));
    return Map.copyOf(headers);
  }

  @Override
  public UpstreamRequest encode(ChatRequest request, String upstreamModel) {
    var body = new GeminiRequestEncoder(request, upstreamModel).encode();
    String path = "/models/" + upstreamModel + ":streamGenerateContent?alt=sse";
    return new UpstreamRequest(path, headers, WireJson.write(body));
  }

  @Override
  public Framing framing() {
    return Framing.SSE;
  }

  @Override
  public PartDecoder decoder() {
    return new GeminiDecoder();
  }

  @Override
  public ProviderFailure failure(int status, MultiMap headers, String body) {
    return GeminiErrors.answered(status, headers, body, apiKey, clock.instant());
  }
}
