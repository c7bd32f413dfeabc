package dev.sluice.admission.identity.idcheck;

import dev.sluice.admission.identity.IdNumber;
import io.smallrye.mutiny.Uni;

/** Knows which names and numbers belong together. */
interface Register {

  /** Whether they do. Fails with {@link dev.sluice.model.Refusal} where nobody can tell. */
  Uni<Boolean> confirms(String name, IdNumber number);
}
