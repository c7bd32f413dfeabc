package dev.sluice.provider;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request as a provider wants it: what to POST and where.
 *
 * @param path relative to the provider's base URL, with a leading slash and any query
 * @param headers beside {@code Content-Type: application/json}, credentials included
 * @param body JSON
 */
public record UpstreamRequest(String path, Map<String, String> headers, Buffer body) {
  public UpstreamRequest {
    headers = Map.copyOf(headers);
  }

  /** Headers hold credentials, so they are not printed. */
  @Override
  public String toString() {
    return "UpstreamRequest[" + path + ", " + body.length() + " bytes]";
  }
}
