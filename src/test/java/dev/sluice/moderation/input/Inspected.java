package dev.sluice.moderation.input;

import dev.sluice.api.openai.ChatBodyReader;
import dev.sluice.model.Action;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Finding;
import dev.sluice.moderation.InputModeration.Received;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.lexicon.CurrentLexicon;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.testing.Configs;
import dev.sluice.testing.ListedWords;
import dev.sluice.testing.ManualScheduler;
import dev.sluice.testing.ManualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An inspector among fakes, and what came of a request. */
final class Inspected {
  static final Caller CALLER = new Caller("tenant", "account", "key_1", Caller.Role.CALLER);
  static final Entry WORD = entry("e-block", Category.CONTRABAND, "赌博", Action.BLOCK);
  static final Entry LATIN = entry("e-latin", Category.CUSTOM, "forbidden", Action.BLOCK);
  static final Entry PHONE = entry("e-mask", Category.PRIVACY, "13800138000", Action.MASK);
  static final Entry DOUBT = entry("e-review", Category.VALUES, "doubtful", Action.REVIEW);

  final FakeMisuse misuse = new FakeMisuse();
  final FakeJudges judges = new FakeJudges();
  final ManualTime time = new ManualTime();
  final MeterRegistry metrics = new SimpleMeterRegistry();
  final List<Finding> findings = new ArrayList<>();
  private final RequestInspector inspector;

  Inspected(String... config) {
    this(new ListedWords(List.of(WORD, LATIN, PHONE, DOUBT)), config);
  }

  Inspected(CurrentLexicon lexicon, String... config) {
    ModerationConfig moderation = Configs.of(ModerationConfig.class, config);
    Policy policy = new Policy(moderation);
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    InputMetrics counting = new InputMetrics(metrics);
    inspector =
        new RequestInspector(
            misuse,
            new InputBounds(moderation),
            new LocalJudge(lexicon, policy, moderation),
            new VendorJudge(judges, moderation, counting, clock, new ManualScheduler(time), time),
            new InputRefusals(policy, moderation),
            counting);
  }

  static Entry entry(String id, Category category, String word, Action action) {
    return new Entry(id, category, word, Optional.of(action), Set.of(), List.of(), false);
  }

  /** A request as callers send it, from JSON with single quotes. */
  static ChatRequest request(String json) {
    return new ChatBodyReader().read(Buffer.buffer(json.replace('\'', '"'))).request();
  }

  /** A request of these messages, from JSON with single quotes. */
  static ChatRequest chat(String messages) {
    return request("{'model':'m','messages':[" + messages + "]}");
  }

  static ChatRequest saying(String text) {
    return chat("{'role':'user','content':'" + text + "'}");
  }

  UniAssertSubscriber<ChatRequest> begin(ChatRequest request) {
    return inspector
        .inspect(new Received("gen_1", CALLER), request, findings::add)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  ChatRequest passed(ChatRequest request) {
    return begin(request).awaitItem().getItem();
  }

  Throwable refused(ChatRequest request) {
    return begin(request).awaitFailure().getFailure();
  }
}
