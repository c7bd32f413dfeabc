package dev.sluice.moderation.chain;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.Release;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who judges what, read from the configuration. Vendors of a list that are joined by {@code |}, as
 * in {@code a|b,c}, have the same preference and share its traffic by their weights. Wrong
 * configuration throws {@code ConfigurationException} with one sentence that names the key.
 */
final class Rosters {
  private final ModerationConfig config;
  private final Map<String, Member> members;
  private final Map<Direction, Optional<Roster>> common = new HashMap<>();
  private final Map<Direction, Map<String, Optional<Roster>>> own = new HashMap<>();

  /**
   * @param members of the chain, by vendor id
   */
  Rosters(ModerationConfig config, Map<String, Member> members) {
    this.config = config;
    this.members = members;
    for (Direction direction : Direction.values()) {
      common.put(direction, roster(direction, Optional.empty()));
      Map<String, Optional<Roster>> byAlias = new HashMap<>();
      config.aliases().keySet().forEach(it -> byAlias.put(it, roster(direction, Optional.of(it))));
      own.put(direction, byAlias);
    }
  }

  /** Who judges texts of an alias; empty: the lexicon alone. */
  Optional<Roster> of(String alias, Direction direction) {
    return own.get(direction).getOrDefault(alias, common.get(direction));
  }

  private Optional<Roster> roster(Direction direction, Optional<String> alias) {
    Optional<ModerationConfig.Alias> special = alias.map(config.aliases()::get);
    boolean input = direction == Direction.INPUT;
    Optional<List<String>> ownList =
        special.flatMap(it -> input ? it.inputVendors() : it.outputVendors());
    List<String> list =
        ownList
            .or(() -> input ? config.input().vendors() : config.output().vendors())
            .orElse(List.of());
    String key =
        ownList.isPresent()
            ? "aliases." + alias.orElseThrow() + "." + direction.stage() + "-vendors"
            : direction.stage() + ".vendors";
    List<List<Member>> tiers = lexiconAlone(direction, special) ? List.of() : tiers(key, list);
    Set<Category> require = require(direction);
    covered(direction, key, tiers, require);
    if (tiers.isEmpty()) {
      return Optional.empty();
    }
    boolean second = special.map(ModerationConfig.Alias::secondOpinion).orElse(false);
    enough(second, alias, direction, tiers, require);
    return Optional.of(
        new Roster(
            tiers,
            require,
            input ? config.input().deadline() : config.output().deadline(),
            second));
  }

  private boolean lexiconAlone(Direction direction, Optional<ModerationConfig.Alias> alias) {
    Release release =
        alias.flatMap(ModerationConfig.Alias::release).orElse(config.output().release());
    return direction == Direction.OUTPUT && release == Release.LEXICON;
  }

  private Set<Category> require(Direction direction) {
    return (direction == Direction.INPUT ? config.input().require() : config.output().require())
        .orElse(Set.of());
  }

  private List<List<Member>> tiers(String key, List<String> list) {
    Set<String> named = new HashSet<>();
    List<List<Member>> tiers = new ArrayList<>();
    for (String entry : list) {
      List<Member> tier =
          Arrays.stream(entry.split("\\|"))
              .map(String::strip)
              .map(id -> member(key, id, named))
              .filter(member -> member.config().weight() > 0)
              .toList();
      if (!tier.isEmpty()) {
        tiers.add(tier);
      }
    }
    if (tiers.isEmpty() && !list.isEmpty()) {
      throw ChainRules.RULES.wrong(
          key, String.join(",", list), "a list with a vendor whose weight is not 0");
    }
    return tiers;
  }

  private Member member(String key, String id, Set<String> named) {
    Member member = members.get(id);
    if (member == null) {
      throw ChainRules.RULES.wrong(
          key, id, "the id of a vendor configured under sluice.moderation.vendors");
    }
    if (!named.add(id)) {
      throw ChainRules.RULES.wrong(key, id, "each vendor once");
    }
    if (config.chain().shadow().orElse(List.of()).contains(id)) {
      throw ChainRules.RULES.wrong(
          key, id, "a vendor that is not in sluice.moderation.chain.shadow");
    }
    return member;
  }

  private static void covered(
      Direction direction, String key, List<List<Member>> tiers, Set<Category> require) {
    Set<Category> missing = EnumSet.noneOf(Category.class);
    missing.addAll(require);
    tiers.stream()
        .flatMap(List::stream)
        .forEach(member -> missing.removeAll(member.coverage(direction)));
    if (!missing.isEmpty()) {
      throw ChainRules.RULES.wrong(
          direction.stage() + ".require",
          missing.iterator().next(),
          "a category that a vendor of " + ChainRules.RULES.prefix() + key + " covers");
    }
  }

  /** Each of two opinions needs vendors of its own that cover what is required. */
  private static void enough(
      boolean second,
      Optional<String> alias,
      Direction direction,
      List<List<Member>> tiers,
      Set<Category> require) {
    if (!second) {
      return;
    }
    String key = "aliases." + alias.orElseThrow() + ".second-opinion";
    List<Member> all = tiers.stream().flatMap(List::stream).toList();
    if (all.size() < 2) {
      throw ChainRules.RULES.wrong(
          key, true, "false where fewer than two vendors judge its " + direction.stage());
    }
    if (!coveredTwice(all.stream().map(it -> it.coverage(direction)).toList(), require, require)) {
      throw ChainRules.RULES.wrong(
          key,
          true,
          "false where the vendors of its %s cannot cover %s twice, by different ones each time"
              .formatted(direction.stage(), new TreeSet<>(require)));
    }
  }

  /** Whether some of them find the one set, and others the other; each is in one of both. */
  private static boolean coveredTwice(
      List<Set<Category>> vendors, Set<Category> one, Set<Category> other) {
    if (one.isEmpty() && other.isEmpty()) {
      return true;
    }
    if (vendors.isEmpty()) {
      return false;
    }
    List<Set<Category>> others = vendors.subList(1, vendors.size());
    return coveredTwice(others, without(one, vendors.get(0)), other)
        || coveredTwice(others, one, without(other, vendors.get(0)));
  }

  private static Set<Category> without(Set<Category> all, Set<Category> found) {
    return all.stream().filter(it -> !found.contains(it)).collect(toUnmodifiableSet());
  }
}
