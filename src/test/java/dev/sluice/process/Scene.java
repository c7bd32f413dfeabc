package dev.sluice.process;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.standalone.RunningEngines;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.OpenAiJson;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedUpstream;
import dev.sluice.testing.TestKeySet;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A provider whose answers wait for our word, and the settings of gateways that ask it as model
 * {@code chat}.
 */
final class Scene implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final ScriptedUpstream upstream = ScriptedUpstream.start(vertx);
  private CompletableFuture<Void> more = new CompletableFuture<>();

  Scene() {
    assumeThat(GatewayProcess.JAR).as("a native build has no jar").exists();
    pause();
  }

  ScriptedUpstream upstream() {
    return upstream;
  }

  /** From now on answers say "Hello" and then wait for {@link #goOn}. */
  void pause() {
    more = new CompletableFuture<>();
    CompletableFuture<Void> signal = more;
    upstream.otherwise(
        body ->
            Script.sse()
                .event(OpenAiJson.role())
                .event(OpenAiJson.content("Hel"))
                .event(OpenAiJson.content("lo"))
                .await(signal)
                .event(OpenAiJson.content(", wor"))
                .event(OpenAiJson.content("ld"))
                .event(OpenAiJson.finish("stop"))
                .event(OpenAiJson.usage(9, 4))
                .done());
  }

  /** Lets all answers that wait end with ", world". */
  void goOn() {
    more.complete(null);
  }

  /** Settings of a gateway that starts its own engines. */
  Map<String, String> standalone(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sluice.providers.up.type", "openai");
    settings.put("sluice.providers.up.base-url", upstream.baseUrl());
    settings.put("sluice.providers.up.api-key", "sk-provider-secret");
    settings.put("sluice.models.chat.targets", "up/scripted");
    settings.put("sluice.bootstrap.caller-key", GatewayClient.KEY);
    settings.put("sluice.bootstrap.admin-key", GatewayClient.ADMIN_KEY);
    settings.put("sluice.generations.lease", "3s");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return settings;
  }

  /** Settings of a gateway on engines that are there already, the same for all. */
  Map<String, String> shared(String... keysAndValues) {
    Map<String, String> settings = standalone(keysAndValues);
    new EnginesResource().start().forEach(settings::putIfAbsent);
    return settings;
  }

  /** Settings of a gateway on engines that a test may break. */
  Map<String, String> on(RunningEngines engines, String... keysAndValues) {
    Map<String, String> settings = standalone(keysAndValues);
    settings.putAll(engines.addresses().asProperties());
    settings.put("sluice.privacy.keyset", TestKeySet.TEXT);
    return settings;
  }

  @Override
  public void close() throws Exception {
    upstream.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
