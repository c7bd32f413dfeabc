package dev.sluice.api;

import dev.sluice.admission.Admission;
import dev.sluice.admission.Pass;
import dev.sluice.admission.Scope;
import dev.sluice.admission.Shown;
import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Where a request becomes a caller, before its body is read. Whoever may not come in fails with
 * {@link dev.sluice.model.Refusal.Unauthenticated} or {@link dev.sluice.model.Refusal.Forbidden}.
 */
@ApplicationScoped
public class Door {
  private final Admission admission;

  Door(Admission admission) {
    this.admission = admission;
  }

  /** For looking at one's own things, which a suspended account may too. */
  public Uni<Caller> enter(HttpServerRequest request, Scope scope) {
    return show(request).map(pass -> pass.opening(scope)).map(Pass::caller);
  }

  /** For having something done, which a suspended account may not. */
  public Uni<Caller> serve(HttpServerRequest request, Scope scope) {
    return enter(request, scope).invoke(Admission::checkActive);
  }

  /** All that the credential is worth; whoever asks this asks for the scope himself. */
  public Uni<Pass> show(HttpServerRequest request) {
    return admission.enter(
        new Shown(Optional.ofNullable(request.getHeader("Authorization")), address(request)));
  }

  private static String address(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress).orElse("");
  }
}
