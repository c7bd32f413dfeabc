package dev.sluice.testing;

import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.Subject;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** For applications under test that bring nobody who judges. */
@DefaultBean
@ApplicationScoped
public class NoVendors implements Judges {
  @Override
  public Judge open(Subject subject) {
    return Judge.ALLOWS_ALL;
  }
}
