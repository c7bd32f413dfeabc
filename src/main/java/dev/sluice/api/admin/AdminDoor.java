package dev.sluice.api.admin;

import dev.sluice.admission.Admission;
import dev.sluice.admission.Scope;
import dev.sluice.admission.account.Reach;
import dev.sluice.api.Door;
import dev.sluice.model.Caller;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/**
 * Says who may do what among operators. It is asked before a body is read; whoever may not fails
 * with {@link Refusal.Unauthenticated} or {@link Refusal.Forbidden}. What is not kept apart by
 * tenant is for operators of the house.
 */
@ApplicationScoped
public class AdminDoor {
  private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.REVIEWER, Role.AUDITOR);
  private static final Set<Role> AUDITORS = EnumSet.of(Role.ADMIN, Role.AUDITOR);
  private static final Set<Role> APPROVERS = EnumSet.of(Role.ADMIN, Role.REVIEWER);
  private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN);

  private final Door door;

  AdminDoor(Door door) {
    this.door = door;
  }

  /** For looking: administrators, reviewers, auditors. */
  public Uni<Caller> reader(HttpServerRequest request) {
    return ofTheHouse(request, READERS);
  }

  /** For looking at what other operators did: administrators and auditors. */
  public Uni<Caller> auditor(HttpServerRequest request) {
    return ofTheHouse(request, AUDITORS);
  }

  /** For decisions on what others prepared: administrators and reviewers. */
  public Uni<Caller> approver(HttpServerRequest request) {
    return ofTheHouse(request, APPROVERS);
  }

  /** For changes: administrators. */
  public Uni<Caller> writer(HttpServerRequest request) {
    return ofTheHouse(request, WRITERS);
  }

  /** For looking at what belongs to one tenant: its operators too. */
  public Uni<Caller> tenantReader(HttpServerRequest request) {
    return enter(request, READERS);
  }

  /** For changing what belongs to one tenant: its administrators too. */
  public Uni<Caller> tenantWriter(HttpServerRequest request) {
    return enter(request, WRITERS);
  }

  private Uni<Caller> ofTheHouse(HttpServerRequest request, Set<Role> allowed) {
    return enter(request, allowed).invoke(AdminDoor::checkHouse);
  }

  /** The role first: who lacks it lacks the scope too, and should be told of the role. */
  private Uni<Caller> enter(HttpServerRequest request, Set<Role> allowed) {
    return door.show(request)
        .invoke(pass -> checkRole(pass.caller(), allowed))
        .map(pass -> pass.opening(Scope.ADMIN).caller())
        .invoke(Admission::checkActive);
  }

  private static void checkRole(Caller caller, Set<Role> allowed) {
    if (!allowed.contains(caller.role())) {
      throw new Refusal.Forbidden(
          "role_required", "This needs a key with one of the roles " + allowed + ".");
    }
  }

  private static void checkHouse(Caller caller) {
    if (!Reach.isOfTheHouse(caller)) {
      throw new Refusal.Forbidden(
          "house_required", "This is for operators of the house, not of a tenant.");
    }
  }
}
