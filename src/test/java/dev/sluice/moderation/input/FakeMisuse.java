package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Misuse as a test sets it; notes what it was told. */
final class FakeMisuse implements Misuse {
  Uni<Standing> standing = Uni.createFrom().item(Standing.CLEAN);
  Uni<Optional<Suspended>> counted = Uni.createFrom().item(Optional.empty());
  final List<String> told = new ArrayList<>();

  @Override
  public Uni<Standing> standing(Caller caller) {
    return standing;
  }

  @Override
  public Uni<Optional<Suspended>> blocked(Caller caller, Category category) {
    told.add("blocked " + category);
    return counted;
  }

  @Override
  public Uni<Void> allowed(Caller caller) {
    told.add("allowed");
    return Uni.createFrom().voidItem();
  }
}
