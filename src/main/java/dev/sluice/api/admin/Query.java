package dev.sluice.api.admin;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What a request's address asks for beside a page; empty means left out. */
final class Query {
  private Query() {}

  static Optional<String> tenant(HttpServerRequest request) {
    return text(request, "tenant");
  }

  static Optional<String> text(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getParam(name)).filter(text -> !text.isEmpty());
  }
}
