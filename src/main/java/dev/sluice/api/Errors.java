package dev.sluice.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.openai.CutJson;
import dev.sluice.journey.GenerationFailed;
import dev.sluice.journey.Stopped;
import dev.sluice.journey.replay.End;
import dev.sluice.model.Cut;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Refusal;
import dev.sluice.model.RouteFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caller is told of a failure: the one place that knows statuses, types and codes. Whatever
 * is not known here is a 500 that says nothing of its cause.
 *
 * @param param the field at fault, where there is one
 * @param retryAfter when trying again makes sense
 * @param cut the verdict, where the input was blocked
 */
public record Errors(
    int status,
    String type,
    String code,
    Optional<String> param,
    String message,
    Optional<Duration> retryAfter,
    Optional<Cut> cut) {

  private static final String INVALID = "invalid_request_error";
  private static final String UPSTREAM = "upstream_error";
  private static final String UNAVAILABLE = "service_unavailable";

  /** What an outcome other than success and cut means to a caller who was reading. */
  public static Errors of(Outcome outcome) {
    if (outcome instanceof Outcome.ProviderFailed failed) {
      return of(failed.failure());
    }
    if (outcome instanceof Outcome.Refused refused) {
      return of(refused.refusal());
    }
    if (outcome instanceof Outcome.Drained) {
      return unavailable(
          "no_provider_available", "The gateway is restarting; try again.", Optional.empty());
    }
    if (outcome instanceof Outcome.Halted) {
      return unavailable(
          "no_provider_available", "The operator stopped this generation.", Optional.empty());
    }
    if (outcome instanceof Outcome.Cancelled || outcome instanceof Outcome.Disconnected) {
      return simple(499, INVALID, "cancelled", "The generation was stopped by its caller.");
    }
    if (outcome instanceof Outcome.Abandoned) {
      return simple(499, INVALID, "abandoned", "The generation was stopped: nobody listened.");
    }
    return internal();
  }

  public static Errors of(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return of(refusal);
    }
    if (failure instanceof RouteFailure route) {
      return of(route);
    }
    if (failure instanceof ProviderFailure provider) {
      return of(provider);
    }
    if (failure instanceof Failed failed) {
      return failed.error;
    }
    if (failure instanceof GenerationFailed generation) {
      return of(generation.end());
    }
    return failure instanceof Stopped stopped ? of(stopped.outcome()) : internal();
  }

  private static Errors of(Refusal refusal) {
    String message = refusal.getMessage();
    if (refusal instanceof Refusal.Invalid invalid) {
      return new Errors(
          400, INVALID, invalid.code(), param(invalid.param()), message, none(), Optional.empty());
    }
    if (refusal instanceof Refusal.InputBlocked blocked) {
      return new Errors(
          400, INVALID, "content_filter", none(), message, none(), Optional.of(blocked.cut()));
    }
    if (refusal instanceof Refusal.Unauthenticated) {
      return simple(401, INVALID, "invalid_api_key", message);
    }
    if (refusal instanceof Refusal.Forbidden forbidden) {
      return simple(403, "permission_error", forbidden.code(), message);
    }
    if (refusal instanceof Refusal.NotFound missing) {
      return new Errors(
          404, INVALID, missing.code(), param(missing.param()), message, none(), Optional.empty());
    }
    if (refusal instanceof Refusal.IdempotencyConflict) {
      return simple(409, INVALID, "idempotency_conflict", message);
    }
    if (refusal instanceof Refusal.Conflict conflict) {
      return simple(409, INVALID, conflict.code(), message);
    }
    if (refusal instanceof Refusal.TooLarge) {
      return simple(413, INVALID, "request_too_large", message);
    }
    if (refusal instanceof Refusal.Exhausted exhausted) {
      return of(exhausted);
    }
    return refusal instanceof Refusal.Unavailable unavailable
        ? unavailable(unavailable.code(), message, unavailable.retryAfter())
        : internal();
  }

  private static Errors of(Refusal.Exhausted exhausted) {
    return switch (exhausted.limit()) {
      case DAILY_QUOTA -> tooMany("insufficient_quota", "daily_quota_exceeded", exhausted);
      case TOTAL_QUOTA -> tooMany("insufficient_quota", "total_quota_exceeded", exhausted);
      case RATE -> tooMany("rate_limit_error", "rate_limit_exceeded", exhausted);
      case STORAGE -> tooMany("insufficient_quota", "storage_quota_exceeded", exhausted);
      case CONCURRENCY -> tooMany("rate_limit_error", "too_many_concurrent", exhausted);
    };
  }

  private static Errors tooMany(String type, String code, Refusal.Exhausted exhausted) {
    return new Errors(
        429, type, code, none(), exhausted.getMessage(), exhausted.retryAfter(), Optional.empty());
  }

  private static Errors of(RouteFailure route) {
    String message = route.getMessage();
    return switch (route.kind()) {
      case PROVIDER_FAILED -> simple(502, UPSTREAM, "provider_failed", message);
      case PROVIDER_TIMEOUT -> simple(504, UPSTREAM, "provider_timeout", message);
      case NO_PROVIDER_AVAILABLE ->
          unavailable("no_provider_available", message, route.retryAfter());
    };
  }

  /** The provider's own sentence reaches a caller only where the caller can act on it. */
  private static Errors of(ProviderFailure failure) {
    return switch (failure.kind()) {
      case BAD_REQUEST -> simple(400, INVALID, "invalid_parameter", failure.getMessage());
      case CONTENT_REFUSED ->
          simple(400, INVALID, "content_filter", "The provider refused this input.");
      case TIMED_OUT, STALLED ->
          simple(504, UPSTREAM, "provider_timeout", "The provider stopped answering.");
      default -> simple(502, UPSTREAM, "provider_failed", "The provider failed.");
    };
  }

  /** What was logged keeps its words; only the status must be found again. */
  private static Errors of(End.Failed end) {
    int status =
        switch (end.type()) {
          case INVALID -> 400;
          case UPSTREAM -> "provider_timeout".equals(end.code()) ? 504 : 502;
          case UNAVAILABLE -> 503;
          default -> 500;
        };
    return status == 503
        ? unavailable(end.code(), end.message(), Optional.empty())
        : simple(status, end.type(), end.code(), end.message());
  }

  /** What the HTTP layer refuses before anything of ours is asked. */
  static Errors routing(int status) {
    return switch (status) {
      case 404 -> simple(404, INVALID, "not_found", "There is nothing at this address.");
      case 405 -> simple(405, INVALID, "method_not_allowed", "This address takes other methods.");
      case 406, 415 ->
          simple(status, INVALID, "unsupported_media_type", "Send and accept application/json.");
      default ->
          status < 500
              ? simple(status, INVALID, "invalid_request", "The request was not understood.")
              : internal();
    };
  }

  private static Errors internal() {
    return simple(500, "server_error", "internal_error", "Something went wrong on our side.");
  }

  private static Errors unavailable(String code, String message, Optional<Duration> retryAfter) {
    return new Errors(
        503,
        UNAVAILABLE,
        code,
        none(),
        message,
        retryAfter.or(() -> Optional.of(Duration.ofSeconds(1))),
        Optional.empty());
  }

  private static Errors simple(int status, String type, String code, String message) {
    return new Errors(status, type, code, none(), message, none(), Optional.empty());
  }

  private static Optional<String> param(String name) {
    return Optional.of(name).filter(text -> !text.isEmpty());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  /** The error object of {@code /v1}. */
  public String json(String traceId) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", message).put("type", type);
    error.put("param", param.orElse(null)).put("code", code);
    cut.ifPresent(blocked -> error.set("sluice", CutJson.of(blocked).put("trace_id", traceId)));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("error", error);
    return body.toString();
  }

  /** The same as problem details (RFC 9457). */
  String problem() {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", "about:blank").put("title", message).put("status", status);
    problem.put("code", code);
    param.ifPresent(field -> problem.put("param", field));
    return problem.toString();
  }

  /** Seconds for a {@code Retry-After} header, at least 1. */
  public Optional<String> retryAfterSeconds() {
    return retryAfter.map(wait -> Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
  }

  /** Carries an error to where failures become responses. */
  public static final class Failed extends RuntimeException {
    private final transient Errors error;

    public Failed(Errors error) {
      super(error.code(), null, false, false);
      this.error = error;
    }
  }
}
