package dev.sluice.api.admin;

import dev.sluice.admission.Admission;
import dev.sluice.model.Caller;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says who may do what among operators. It is asked before a body is read; whoever may not fails
 * with {@link Refusal.Unauthenticated} or {@link Refusal.Forbidden}.
 */
@ApplicationScoped
public class AdminDoor {
  private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.REVIEWER, Role.AUDITOR);
  private static final Set<Role> AUDITORS = EnumSet.of(Role.ADMIN, Role.AUDITOR);
  private static final Set<Role> APPROVERS = EnumSet.of(Role.ADMIN, Role.REVIEWER);
  private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN);

  private final Admission admission;

  AdminDoor(Admission admission) {
    this.admission = admission;
  }

  /** For looking: administrators, reviewers, auditors. */
  public Uni<Caller> reader(HttpServerRequest request) {
    return enter(request, READERS);
  }

  /** For looking at what other operators did: administrators and auditors. */
  public Uni<Caller> auditor(HttpServerRequest request) {
    return enter(request, AUDITORS);
  }

  /** For decisions on what others prepared: administrators and reviewers. */
  public Uni<Caller> approver(HttpServerRequest request) {
    return enter(request, APPROVERS);
  }

  /** For changes: administrators. */
  public Uni<Caller> writer(HttpServerRequest request) {
    return enter(request, WRITERS);
  }

  /** For looking at what belongs to the operator's tenant. */
  public Uni<Caller> tenantReader(HttpServerRequest request) {
    return enter(request, READERS);
  }

  /** For changing what belongs to the operator's tenant. */
  public Uni<Caller> tenantWriter(HttpServerRequest request) {
    return enter(request, WRITERS);
  }

  private Uni<Caller> enter(HttpServerRequest request, Set<Role> allowed) {
    return admission
        .admit(Optional.ofNullable(request.getHeader("Authorization")))
        .invoke(
            caller -> {
              if (!allowed.contains(caller.role())) {
                throw new Refusal.Forbidden(
                    "role_required", "This needs a key with one of the roles " + allowed + ".");
              }
            });
  }
}
