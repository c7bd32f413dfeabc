package dev.sluice.api;

import dev.sluice.journey.GenerationFailed;
import dev.sluice.journey.Stopped;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Refusal;
import dev.sluice.model.RouteFailure;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers failures in the shape of the API: OpenAI's under {@code /v1}, RFC 9457 elsewhere. */
class ErrorMapper {

  @ServerExceptionMapper({
    Refusal.class,
    RouteFailure.class,
    ProviderFailure.class,
    Stopped.class,
    Errors.Failed.class,
    GenerationFailed.class
  })
  Response known(RuntimeException failure, HttpServerRequest request) {
    return answer(Errors.of(failure), request);
  }

  /** What the router itself refuses: unknown paths, wrong methods, wrong media types. */
  @ServerExceptionMapper
  Response routing(WebApplicationException failure, HttpServerRequest request) {
    int status = failure.getResponse().getStatus();
    return answer(Errors.routing(status), request);
  }

  @ServerExceptionMapper
  Response unknown(Throwable failure, HttpServerRequest request) {
    Log.errorf(
        "request failed path=%s traceId=%s cause=%s",
        request.path(), traceId(request), failure.getClass().getName());
    Log.debug("request failed", failure);
    return answer(Errors.of(failure), request);
  }

  private static Response answer(Errors error, HttpServerRequest request) {
    UnreadBody.discard(request);
    boolean openAi = request.path().startsWith("/v1/");
    Response.ResponseBuilder response =
        Response.status(error.status())
            .type(openAi ? "application/json" : "application/problem+json")
            .entity(openAi ? error.json(traceId(request)) : error.problem());
    error.retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", seconds));
    if (error.status() == 413) {
      response.header("Connection", "close");
    }
    return response.build();
  }

  private static String traceId(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    return Optional.ofNullable(response.headers().get(TraceHeader.NAME)).orElse("");
  }
}
