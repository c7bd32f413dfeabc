package dev.sluice.moderation.chain;

import dev.sluice.model.Direction;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.vendor.Vendor;
import dev.sluice.testing.Configs;
import dev.sluice.testing.ManualScheduler;
import dev.sluice.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * A chain of scripted vendors {@code a}, {@code b} and {@code c}, and {@code d} where a test lists
 * it, in time that a test passes.
 */
final class ChainBed {
  final ManualTime time = ManualTime.SHARED;
  final ScriptedVendor a = new ScriptedVendor("a", time);
  final ScriptedVendor b = new ScriptedVendor("b", time);
  final ScriptedVendor c = new ScriptedVendor("c", time);
  final ScriptedVendor d = new ScriptedVendor("d", time);
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  DoubleSupplier random = () -> 0;
  private final Map<String, String> config = new TreeMap<>();

  ChainBed() {
    for (String id : List.of("a", "b", "c", "d")) {
      config.put("sluice.moderation.vendors." + id + ".type", "openai");
      config.put("sluice.moderation.vendors." + id + ".qps", "1000");
    }
    vendors("a,b,c");
  }

  ChainBed vendors(String list) {
    set("input.vendors", list);
    return set("output.vendors", list);
  }

  ChainBed set(String key, String value) {
    config.put("sluice.moderation." + key, value);
    return this;
  }

  VendorChain chain() {
    return chain(new LocalRate(time));
  }

  VendorChain chain(SharedRate rate) {
    ModerationConfig moderation =
        Configs.of(
            ModerationConfig.class,
            config.entrySet().stream()
                .flatMap(it -> List.of(it.getKey(), it.getValue()).stream())
                .toArray(String[]::new));
    return new VendorChain(
        new Chain(
            moderation,
            new Policy(moderation),
            rate,
            new ChainMetrics(metrics),
            time,
            () -> random.getAsDouble(),
            () -> new ManualScheduler(time)),
        List.<Vendor>of(a, b, c, d));
  }

  static Subject answer() {
    return answer("demo");
  }

  static Subject answer(String alias) {
    return new Subject("gen_1", alias, Direction.OUTPUT, 0, "content", "Why?", "tenant/account");
  }

  static Subject question() {
    return question("messages[0]");
  }

  static Subject question(String field) {
    return new Subject("gen_1", "demo", Direction.INPUT, 0, field, "", "tenant/account");
  }

  Judge judge() {
    return chain().open(answer());
  }

  static UniAssertSubscriber<Verdict> ask(Judge judge, String text, int position) {
    return judge
        .judge(new Passage(text, position, false))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  /** Passages that follow one another; the verdicts must come at once. */
  static List<Verdict> judged(Judge judge, String... texts) {
    List<Verdict> verdicts = new ArrayList<>();
    int position = 0;
    for (String text : texts) {
      verdicts.add(ask(judge, text, position).assertCompleted().getItem());
      position += text.length();
    }
    return verdicts;
  }

  void pass(Duration by) {
    time.advance(by);
  }

  double count(String meter, String... tags) {
    return metrics.find(meter).tags(tags).counters().stream().mapToDouble(it -> it.count()).sum();
  }

  List<Integer> asked() {
    return Arrays.asList(a.asked().size(), b.asked().size(), c.asked().size());
  }
}
