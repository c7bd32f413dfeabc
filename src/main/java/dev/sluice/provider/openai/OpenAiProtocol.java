package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.WireProtocol;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAI chat completions, as OpenAI, Azure and every compatible server speak it. The caller's own
 * body goes upstream, so that parameters we do not know reach the provider; what decides about
 * streaming, usage and bounds is ours.
 */
public final class OpenAiProtocol implements WireProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Ours, or means by which a body could redirect a proxying provider to another place. */
  private static final List<String> NOT_FOR_UPSTREAM =
      List.of("sluice", "api_key", "api_base", "base_url", "extra_headers", "extra_body");

  private static final String MAX_TOKENS = "max_tokens";
  private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

  private final boolean official;

  /** Whether its reasoning models refuse the older name of the bound. */
  private final boolean newerBound;

  private final String path;
  private final Map<String, String> headers;
  private final OpenAiErrors errors;

  public OpenAiProtocol(ProviderConfig config) {
    this(config, Clock.systemUTC());
  }

  OpenAiProtocol(ProviderConfig config, Clock clock) {
    URI base = URI.create(config.baseUrl().orElse("").strip());
    String host = Optional.ofNullable(base.getHost()).orElse("").toLowerCase(Locale.ROOT);
    String query = base.getRawQuery();
    String key = config.apiKey().orElse("").strip();
    this.official = host.equals("api.openai.com");
    this.newerBound = official || isAzure(host);
    this.path = "/chat/completions" + (query == null ? "" : "?" + query);
    this.headers = credentials(host, key);
    this.errors = new OpenAiErrors(key, clock);
  }

  private static Map<String, String> credentials(String host, String key) {
    if (key.isEmpty()) {
      return Map.of();
    }
    return isAzure(host) ? Map.of("api-key", key) : Map.of("authorization", "Bearer " + key);
  }

  private static boolean isAzure(String host) {
    return host.endsWith(".openai.azure.com");
  }

  @Override
  public UpstreamRequest encode(ChatRequest request, String upstreamModel) {
    ObjectNode body = JSON.createObjectNode();
    body.setAll(request.body());
    body.remove(NOT_FOR_UPSTREAM);
    body.put("model", upstreamModel);
    body.put("stream", true);
    ObjectNode streamOptions = body.putObject("stream_options").put("include_usage", true);
    if (official) {
      streamOptions.put("include_obfuscation", false);
    }
    if (request.choices() > 1 || body.has("n")) {
      body.put("n", request.choices());
    }
    request.maxOutputTokens().ifPresent(max -> bound(body, max));
    return new UpstreamRequest(path, headers, Buffer.buffer(bytes(body)));
  }

  private void bound(ObjectNode body, int max) {
    boolean older = body.hasNonNull(MAX_TOKENS);
    boolean newer = body.hasNonNull(MAX_COMPLETION_TOKENS);
    if (older) {
      body.put(MAX_TOKENS, max);
    }
    if (newer) {
      body.put(MAX_COMPLETION_TOKENS, max);
    }
    if (!older && !newer) {
      body.remove(List.of(MAX_TOKENS, MAX_COMPLETION_TOKENS));
      body.put(newerBound ? MAX_COMPLETION_TOKENS : MAX_TOKENS, max);
    }
  }

  private static byte[] bytes(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  @Override
  public Framing framing() {
    return Framing.SSE;
  }

  @Override
  public PartDecoder decoder() {
    return new OpenAiDecoder(errors);
  }

  @Override
  public ProviderFailure failure(int status, MultiMap responseHeaders, String body) {
    return errors.of(status, responseHeaders, body);
  }
}
