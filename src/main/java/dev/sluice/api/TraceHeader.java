package dev.sluice.api;

import io.vertx.core.http.HttpServerResponse;

/** The header that tells a caller its generation's id, before the first byte of any answer. */
public final class TraceHeader {
  public static final String NAME = "X-Sluice-Trace-Id";

  /** Where OpenAI's clients look for the id that they show in errors. */
  private static final String REQUEST_ID = "x-request-id";

  private TraceHeader() {}

  public static void put(HttpServerResponse response, String id) {
    response.putHeader(NAME, id).putHeader(REQUEST_ID, id);
  }
}
