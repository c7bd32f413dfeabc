package dev.sluice.moderation.chain;

import static dev.sluice.moderation.chain.ChainBed.ask;
import static dev.sluice.moderation.chain.ScriptedVendor.fail;
import static dev.sluice.moderation.chain.ScriptedVendor.hang;
import static dev.sluice.moderation.chain.ScriptedVendor.hit;
import static dev.sluice.moderation.chain.ScriptedVendor.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.VendorFailure;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Whatever vendors do and in whatever order: nothing passes but what all who had to have passed.
 */
class ChainPropertiesTest {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final Duration USUAL = Duration.ofMillis(10);

  /** What a vendor does when it is called. */
  enum Deed {
    PASS,
    BLOCK,
    FAIL,
    THROTTLE,
    UNFIT,
    ACCOUNT,
    HANG
  }

  /**
   * @param after milliseconds; 0: at once
   */
  record Call(Deed deed, int after) {}

  /**
   * @param calls what it does in turn; then it hangs
   */
  record Vendor(Set<Category> covers, List<Call> calls) {}

  private ChainBed bed;
  private List<ScriptedVendor> vendors;
  private Set<ScriptedVendor> passed;
  private int blocks;
  private int ended;

  @BeforeTry
  void anew() {
    bed = new ChainBed();
    vendors = List.of(bed.a, bed.b, bed.c, bed.d);
    passed = new HashSet<>();
    blocks = 0;
    ended = 0;
  }

  @Property(tries = 3000)
  void shouldPassNothing_whenNotAllWhoHadToHavePassedIt(
      @ForAll("vendors") List<Vendor> scripts,
      @ForAll("required") Set<Category> require,
      @ForAll boolean hedge,
      @ForAll boolean second) {
    VendorChain chain = chain(scripts, require, hedge, second);
    warm(chain);
    IntStream.range(0, scripts.size()).forEach(i -> follow(vendors.get(i), scripts.get(i)));
    int before = asked();
    int cancelled = cancelled();

    UniAssertSubscriber<Verdict> asking = ask(chain.open(ChainBed.answer("strict")), "text", 0);
    bed.pass(DEADLINE.plusMillis(1));

    if (asking.getFailure() != null) {
      asking.assertFailedWith(NobodyJudged.class);
      assertThat(blocks).isZero();
    } else if (blocks > 0) {
      assertThat(asking.assertCompleted().getItem()).isInstanceOf(Verdict.Block.class);
    } else {
      assertThat(asking.assertCompleted().getItem()).isEqualTo(Verdict.ALLOW);
      assertPassedBy(require, second ? 2 : 1, scripts);
    }
    assertThat(ended + cancelled() - cancelled).as("no call goes on").isEqualTo(asked() - before);
  }

  private void assertPassedBy(Set<Category> require, int times, List<Vendor> scripts) {
    assertThat(passed).hasSizeGreaterThanOrEqualTo(times);
    for (Category category : require) {
      assertThat(passed)
          .filteredOn(it -> scripts.get(vendors.indexOf(it)).covers().contains(category))
          .hasSizeGreaterThanOrEqualTo(times);
    }
  }

  private VendorChain chain(
      List<Vendor> scripts, Set<Category> require, boolean hedge, boolean second) {
    for (int i = 0; i < scripts.size(); i++) {
      vendors.get(i).covering(scripts.get(i).covers().toArray(Category[]::new));
    }
    List<String> ids = List.of("a", "b", "c", "d").subList(0, scripts.size());
    bed.vendors(String.join(",", ids)).set("output.deadline", "3s");
    bed.set("chain.hedge", hedge + "").set("aliases.strict.second-opinion", second + "");
    String names = require.stream().map(Enum::name).collect(Collectors.joining(","));
    if (!names.isEmpty()) {
      bed.set("output.require", names);
    }
    try {
      return bed.chain();
    } catch (ConfigurationException cannotBeCovered) {
      Assume.that(false);
      throw cannotBeCovered;
    }
  }

  /** So that it is known how long calls usually take. */
  private void warm(VendorChain chain) {
    vendors.forEach(it -> it.always(it.after(USUAL, pass())));
    for (int i = 0; i < 5; i++) {
      ask(chain.open(ChainBed.answer("strict")), "text", 0);
      bed.pass(USUAL.multipliedBy(4));
    }
  }

  private void follow(ScriptedVendor vendor, Vendor script) {
    Iterator<Call> calls = script.calls().iterator();
    vendor.always(
        inquiry -> calls.hasNext() ? done(vendor, calls.next(), inquiry) : hang().apply(inquiry));
  }

  private Uni<Judgement> done(ScriptedVendor vendor, Call call, Inquiry inquiry) {
    Function<Inquiry, Uni<Judgement>> deed =
        switch (call.deed()) {
          case PASS -> pass();
          case BLOCK -> hit(Category.OTHER, Action.BLOCK);
          case FAIL -> fail(VendorFailure.Kind.RETRYABLE);
          case THROTTLE -> fail(VendorFailure.Kind.THROTTLED);
          case UNFIT -> fail(VendorFailure.Kind.UNFIT);
          case ACCOUNT -> fail(VendorFailure.Kind.ACCOUNT);
          case HANG -> hang();
        };
    Duration after = Duration.ofMillis(call.after());
    return (after.isZero() ? deed : vendor.after(after, deed))
        .apply(inquiry)
        .onItemOrFailure()
        .invoke((judgement, failure) -> note(vendor, call.deed()));
  }

  private void note(ScriptedVendor vendor, Deed deed) {
    ended++;
    if (deed == Deed.PASS) {
      passed.add(vendor);
    }
    blocks += deed == Deed.BLOCK ? 1 : 0;
  }

  private int asked() {
    return vendors.stream().mapToInt(it -> it.asked().size()).sum();
  }

  private int cancelled() {
    return vendors.stream().mapToInt(ScriptedVendor::cancelled).sum();
  }

  @Provide
  Arbitrary<List<Vendor>> vendors() {
    Arbitrary<Integer> after = Arbitraries.of(0, 0, 5, 20, 200, 700, 1400, 2900);
    Arbitrary<Call> call = Combinators.combine(Arbitraries.of(Deed.class), after).as(Call::new);
    return Combinators.combine(categories().set(), call.list().ofMaxSize(3))
        .as(Vendor::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<Set<Category>> required() {
    return categories().set().ofMaxSize(2);
  }

  private static Arbitrary<Category> categories() {
    return Arbitraries.of(Category.POLITICAL, Category.GORE, Category.PRIVACY);
  }
}
