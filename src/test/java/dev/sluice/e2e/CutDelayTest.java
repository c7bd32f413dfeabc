package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedVendor;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** From a vendor's no to the caller's last frame and the provider's reset, over real HTTP. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class CutDelayTest extends EndToEnd {
  private static final int STREAMS = 50;

  /** The promise is 200 ms; more is allowed here, since a test machine may be busy. */
  private static final Duration MOST = Duration.ofSeconds(1);

  @Test
  void shouldEndTheStreamAndItsProvider_onceAVendorSaysNo() {
    // given
    List<Long> told = new ArrayList<>();
    List<Long> reset = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      // when
      cutOne(told, reset);
    }
    // then
    Log.warnf("cut: last frame after %s, provider reset after %s", spread(told), spread(reset));
    assertThat(told).allMatch(it -> it < MOST.toNanos());
    assertThat(reset).allMatch(it -> it < MOST.toNanos());
  }

  /** The provider would go on for ever; what is read to its end was ended by us. */
  private void cutOne(List<Long> told, List<Long> reset) {
    upstream.forget();
    upstream.answer(
        Script.sse()
            .event(role())
            .event(content("All is well here. "))
            .event(content("And then " + ScriptedVendor.UNSAFE + " come. "))
            .await(new CompletableFuture<>()));
    try (Wire wire = Wire.to(port())) {
      List<Frame> frames = wire.send(Ask.stream("moderated")).answer().frames();
      long read = System.nanoTime();
      assertThat(frames).last().matches(Frame::isDone);
      assertThat(frames.get(frames.size() - 2).finishReason()).contains("content_filter");
      soon().until(() -> onlyCall().closed().isDone());
      long no = vendors.stream().mapToLong(ScriptedVendor::saidNoAt).max().getAsLong();
      told.add(read - no);
      reset.add(onlyCall().closed().join() - no);
    }
  }

  private static String spread(List<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    double median = sorted.get(sorted.size() / 2) / 1e6;
    return "%.1f ms (median), %.1f ms (most)"
        .formatted(median, sorted.get(sorted.size() - 1) / 1e6);
  }
}
