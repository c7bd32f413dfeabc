package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.Field;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.StreamPart.Delta;
import dev.sluice.provider.ProvidersConfig.Type;
import dev.sluice.provider.openai.OpenAiProtocol;
import dev.sluice.testing.ChatRequests;
import dev.sluice.testing.ScriptedUpstream;
import dev.sluice.testing.TestProviderConfig;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A scripted upstream and providers that talk to it. */
@Timeout(30)
abstract class ProviderTestBed {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static Vertx vertx;

  private final List<HttpProvider> providers = new ArrayList<>();
  ScriptedUpstream upstream;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void startUpstream() {
    upstream = ScriptedUpstream.start(vertx);
  }

  @AfterEach
  void stopUpstream() {
    providers.forEach(HttpProvider::close);
    upstream.close();
  }

  TestProviderConfig config() {
    return TestProviderConfig.of(Type.OPENAI, upstream.baseUrl());
  }

  HttpProvider provider(TestProviderConfig config) {
    return provider(config, new OpenAiProtocol(config));
  }

  HttpProvider provider(TestProviderConfig config, WireProtocol protocol) {
    HttpProvider provider = new HttpProvider(vertx, "test", config, protocol);
    providers.add(provider);
    return provider;
  }

  static UpstreamStream open(Provider provider) {
    return provider.open(ChatRequests.saying("hi"), "any").await().atMost(PATIENCE);
  }

  static ProviderFailure refusal(Provider provider) {
    return provider
        .open(ChatRequests.saying("hi"), "any")
        .map(stream -> new AssertionError("opened"))
        .onFailure()
        .recoverWithItem(failure -> new AssertionError(failure))
        .map(error -> (ProviderFailure) error.getCause())
        .await()
        .atMost(PATIENCE);
  }

  static AssertSubscriber<StreamPart> listen(UpstreamStream stream, long demand) {
    return stream.parts().subscribe().withSubscriber(AssertSubscriber.create(demand));
  }

  static AssertSubscriber<StreamPart> all(UpstreamStream stream) {
    return listen(stream, Long.MAX_VALUE);
  }

  static List<StreamPart> parts(UpstreamStream stream) {
    return all(stream).awaitCompletion(PATIENCE).getItems();
  }

  static ProviderFailure failure(AssertSubscriber<StreamPart> listener) {
    return (ProviderFailure) listener.awaitFailure(PATIENCE).getFailure();
  }

  static String text(List<StreamPart> parts, int choice, Field field) {
    StringBuilder all = new StringBuilder();
    for (StreamPart part : parts) {
      if (part instanceof Delta delta && delta.choice() == choice && delta.field() == field) {
        all.append(delta.text());
      }
    }
    return all.toString();
  }

  void awaitCalls(int count) {
    await().atMost(PATIENCE).until(() -> upstream.calls().size() == count);
  }

  void assertReset(int call) {
    assertThat(upstream.call(call).closed()).succeedsWithin(PATIENCE);
  }
}
