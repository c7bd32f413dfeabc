package dev.sluice.provider;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** Chooses the context that one answer lives on. */
public final class UpstreamContext {
  private UpstreamContext() {}

  /** The caller's own event loop, so that no chunk changes threads; a fresh one for others. */
  public static ContextInternal of(Vertx vertx) {
    VertxInternal internal = (VertxInternal) vertx;
    ContextInternal current = internal.getOrCreateContext();
    return current.isEventLoopContext() ? current : internal.createEventLoopContext();
  }
}
