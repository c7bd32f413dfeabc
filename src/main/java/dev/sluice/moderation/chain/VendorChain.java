package dev.sluice.moderation.chain;

import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.vendor.Vendor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configured vendors, standing in for one another. */
final class VendorChain implements Judges, VendorsHealth {
  private final Chain chain;
  private final Map<String, Member> members = new TreeMap<>();
  private final Rosters rosters;
  private final Shadows shadows;
  private final PromptLinks links = new PromptLinks();

  /** Throws {@code ConfigurationException} where the configuration makes no sense. */
  VendorChain(Chain chain, Iterable<Vendor> vendors) {
    ChainRules.check(chain.config());
    this.chain = chain;
    vendors.forEach(vendor -> members.put(vendor.id(), member(vendor)));
    this.rosters = new Rosters(chain.config(), members);
    this.shadows = Shadows.of(chain, members);
  }

  private Member member(Vendor vendor) {
    return new Member(
        vendor,
        chain.config().vendors().get(vendor.id()),
        chain.config().chain(),
        chain.metrics(),
        chain.nanoTime());
  }

  @Override
  public Judge open(Subject subject) {
    return rosters
        .of(subject.alias(), subject.direction())
        .<Judge>map(roster -> judge(subject, roster))
        .orElse(Judge.ALLOWS_ALL);
  }

  private Judge judge(Subject subject, Roster roster) {
    Memory memory = new Memory(subject, chain.config().output().overlap(), links);
    return new ChainJudge(chain, subject, roster, shadows, memory);
  }

  @Override
  public List<VendorHealth> all() {
    long answers = members.values().stream().mapToLong(Member::answers).sum();
    List<String> shadow = chain.config().chain().shadow().orElse(List.of());
    return members.values().stream()
        .map(member -> member.health(answers, shadow.contains(member.id())))
        .toList();
  }

  List<Member> members() {
    return List.copyOf(members.values());
  }
}
