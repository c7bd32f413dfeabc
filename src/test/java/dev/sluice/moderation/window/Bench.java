package dev.sluice.moderation.window;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Finding;
import dev.sluice.model.StreamPart;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.OutputModeration.Answered;
import dev.sluice.moderation.OutputModeration.Witness;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.testing.Configs;
import dev.sluice.testing.ManualScheduler;
import dev.sluice.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One answer under moderation, with everything around it scripted. */
final class Bench implements Witness {
  private static final Map<List<String>, ModerationConfig> CONFIGS = new ConcurrentHashMap<>();

  final ManualTime time = new ManualTime();
  final FakeAnswer provider = new FakeAnswer();
  final ScriptedJudges judges = new ScriptedJudges();
  final ListedWords words = new ListedWords();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final List<Finding> findings = new ArrayList<>();
  final Map<Integer, Integer> unjudged = new TreeMap<>();
  private final List<String> settings = new ArrayList<>();
  private Optional<Lexicon> lexicon = Optional.empty();
  private Judges asking = judges;

  private static ModerationConfig config(List<String> settings) {
    return Configs.of(ModerationConfig.class, settings.toArray(String[]::new));
  }

  Bench set(String key, String value) {
    settings.add("sluice.moderation." + key);
    settings.add(value);
    return this;
  }

  Bench list(Category category, String word, Action action) {
    words.add(category, word, Optional.of(action));
    return this;
  }

  Bench with(Lexicon other) {
    lexicon = Optional.of(other);
    return this;
  }

  Bench withoutVendors() {
    asking = subject -> Judge.ALLOWS_ALL;
    return this;
  }

  @Override
  public void found(Finding evidence) {
    findings.add(evidence);
  }

  @Override
  public void leftUnjudged(Map<Integer, Integer> from) {
    unjudged.putAll(from);
  }

  AssertSubscriber<StreamPart> read(long demand) {
    ModerationConfig config = Configs.of(ModerationConfig.class, settings.toArray(String[]::new));
    Lexicon scanning = lexicon.orElse(words);
    ManualScheduler timers = new ManualScheduler(time);
    WindowedModeration moderation =
        new WindowedModeration(
            config, new Policy(config), () -> scanning, asking, metrics, time, () -> timers);
    return moderation
        .moderate(provider.parts(), new Answered("gen_1", "demo", "a question", "t/a"), this)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(demand));
  }
}
