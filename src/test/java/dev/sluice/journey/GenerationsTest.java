package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.OpenAdmission;
import dev.sluice.journey.replay.Claim;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.journey.replay.Idempotency;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Policy;
import dev.sluice.provider.Routes;
import dev.sluice.quota.keeping.QuotaInstance;
import dev.sluice.storage.NoStorage;
import dev.sluice.storage.Storage;
import dev.sluice.testing.Configs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GenerationsTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("key", "hash");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final RunningJourneys running = new RunningJourneys(metrics);
  private final FakeTraces traces = new FakeTraces();
  private final FakeModeration moderation = new FakeModeration();
  private final Keys keys = new Keys();
  private final Generations generations = generations();

  /** Answers a claim when a test says so. */
  private static final class Keys implements Idempotency {
    private final AtomicReference<UniEmitter<? super Claim>> claim = new AtomicReference<>();
    private final List<String> released = new ArrayList<>();
    private Uni<Void> releasing = Uni.createFrom().voidItem();

    @Override
    public Uni<Claim> claim(String account, String key, String hash, String id) {
      return Uni.createFrom().<Claim>emitter(claim::set);
    }

    @Override
    public Uni<Void> release(String account, String key, String id) {
      return releasing.onTermination().invoke(() -> released.add(id));
    }
  }

  /** A gateway without any model, so that every generation is refused. */
  private Generations generations() {
    GenerationsConfig config = Configs.of(GenerationsConfig.class);
    FakeReplayLog log = new FakeReplayLog();
    Clock clock = Clock.systemUTC();
    Storage storage = new NoStorage();
    QuotaInstance quota = QuotaInstance.unlimited();
    TokenCount tokens = new TokenCount();
    ChatJourney chat =
        new ChatJourney(
            new OpenAdmission(),
            new Routes(Map::of, Map::of),
            traces,
            moderation,
            null,
            moderation,
            new Settlement(traces, new FakeFindings(), tokens, quota.quotas(), clock, metrics),
            running,
            new Policy(Configs.of(ModerationConfig.class)),
            clock,
            log,
            new Reserving(quota.quotas(), quota.standings(), tokens),
            new Queueing(null, new Routes(Map::of, Map::of), "free"));
    return new Generations(
        chat,
        running,
        log,
        keys,
        traces,
        outcome -> new End.Failed("code", "message", "type"),
        storage,
        new SavedAnswers(storage, clock),
        config,
        null);
  }

  private UniAssertSubscriber<String> start() {
    return generations
        .start(SampleJourney.asked("nobody"), Optional.of(KEY))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void shouldGiveTheKeyBack_whenTheGenerationIsRefused() {
    // given
    UniAssertSubscriber<String> caller = start();
    // when
    keys.claim.get().complete(new Claim.First());
    // then
    caller.awaitFailure().assertFailedWith(Refusal.NotFound.class);
    assertThat(keys.released).containsExactly("gen_1");
    assertThat(running.isEmpty()).isTrue();
  }

  @Test
  void shouldGiveTheKeyBack_whenTheCallerHasLeftMeanwhile() {
    // given
    UniAssertSubscriber<String> caller = start();
    caller.cancel();
    // when
    keys.claim.get().complete(new Claim.First());
    // then
    assertThat(keys.released).containsExactly("gen_1");
  }

  @Test
  void shouldSayWhyItFailed_whenTheKeyCannotBeGivenBack() {
    // given
    keys.releasing = Uni.createFrom().failure(new IllegalStateException("no store"));
    UniAssertSubscriber<String> caller = start();
    // when
    keys.claim.get().complete(new Claim.First());
    // then
    caller.awaitFailure().assertFailedWith(Refusal.NotFound.class);
    assertThat(keys.released).containsExactly("gen_1");
  }

  @Test
  void shouldGiveTheKeyBack_whenItLeadsToNothing() {
    // given
    UniAssertSubscriber<String> caller = start();
    // when
    keys.claim.get().complete(new Claim.Joined("gen_0"));
    // then
    caller.awaitFailure(Duration.ofSeconds(60)).assertFailedWith(Refusal.Unavailable.class);
    assertThat(keys.released).containsExactly("gen_0");
  }

  @Test
  void shouldRefuse_whenTheKeyStandsForAnotherBody() {
    // given
    UniAssertSubscriber<String> caller = start();
    // when
    keys.claim.get().complete(new Claim.Conflict());
    // then
    caller.awaitFailure().assertFailedWith(Refusal.IdempotencyConflict.class);
    assertThat(keys.released).isEmpty();
  }
}
