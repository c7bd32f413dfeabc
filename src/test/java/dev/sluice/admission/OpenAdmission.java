package dev.sluice.admission;

import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;

/** Allows everybody everything. */
public final class OpenAdmission extends Admission {
  public OpenAdmission() {
    super(null, null, null, null, null, null);
  }

  @Override
  public Uni<Void> allow(Caller caller, String alias) {
    return Uni.createFrom().voidItem();
  }
}
