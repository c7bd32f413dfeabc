package dev.sluice.provider;

import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.ProvidersConfig.Type;
import dev.sluice.provider.anthropic.AnthropicProtocol;
import dev.sluice.provider.gemini.GeminiProtocol;
import dev.sluice.provider.ollama.OllamaProtocol;
import dev.sluice.provider.openai.OpenAiProtocol;
import dev.sluice.provider.replay.ReplayProvider;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every configured provider, made at start and closed at shutdown. Wrong configuration throws
 * {@code ConfigurationException} with one sentence that names the key.
 */
@Startup
@ApplicationScoped
public class Providers {
  private final Map<String, Provider> byId = new TreeMap<>();

  public Providers(ProvidersConfig config, Vertx vertx) {
    config.byId().forEach(ProviderRules::check);
    config.byId().forEach((id, one) -> byId.put(id, provider(vertx, id, one)));
  }

  private static Provider provider(Vertx vertx, String id, ProviderConfig config) {
    if (config.type() == Type.REPLAY) {
      return new ReplayProvider(vertx, config);
    }
    return new HttpProvider(vertx, id, config, protocol(config));
  }

  private static WireProtocol protocol(ProviderConfig config) {
    return switch (config.type()) {
      case OPENAI -> new OpenAiProtocol(config);
      case ANTHROPIC -> new AnthropicProtocol(config);
      case GEMINI -> new GeminiProtocol(config);
      case OLLAMA -> new OllamaProtocol(config);
      case REPLAY -> throw new IllegalArgumentException("a recording speaks no protocol");
    };
  }

  /** The provider of that id; one that is not configured is a mistake of the asking code's. */
  public Provider byId(String id) {
    Provider provider = byId.get(id);
    if (provider == null) {
      throw new IllegalArgumentException("no provider \"" + id + "\" is configured");
    }
    return provider;
  }

  /** The ids of all configured providers. */
  public Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  @PreDestroy
  void close() {
    for (Provider provider : byId.values()) {
      if (provider instanceof HttpProvider connected) {
        connected.close();
      }
    }
  }
}
