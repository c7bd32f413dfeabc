package dev.sluice.moderation.chain;

import dev.sluice.model.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Who judges the texts of one direction and alias.
 *
 * @param tiers in order of preference; members of one tier share its traffic by weight
 * @param require what those who judged a passage must be able to find, together
 * @param deadline for one passage
 * @param secondOpinion whether two vendors must pass a text
 */
record Roster(
    List<List<Member>> tiers, Set<Category> require, Duration deadline, boolean secondOpinion) {

  /** The order in which one text asks: the tiers in turn, each in an order drawn by weight. */
  List<Member> draw(DoubleSupplier random) {
    List<Member> order = new ArrayList<>();
    for (List<Member> tier : tiers) {
      List<Member> left = new ArrayList<>(tier);
      while (!left.isEmpty()) {
        order.add(left.remove(drawn(left, random)));
      }
    }
    return order;
  }

  private static int drawn(List<Member> members, DoubleSupplier random) {
    if (members.size() == 1) {
      return 0;
    }
    int all = members.stream().mapToInt(member -> member.config().weight()).sum();
    double at = random.getAsDouble() * all;
    int drawn = 0;
    for (at -= weight(members, 0); at >= 0 && drawn < members.size() - 1; drawn++) {
      at -= weight(members, drawn + 1);
    }
    return drawn;
  }

  private static int weight(List<Member> members, int index) {
    return members.get(index).config().weight();
  }
}
