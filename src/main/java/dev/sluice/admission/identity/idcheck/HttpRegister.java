package dev.sluice.admission.identity.idcheck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.admission.identity.HttpCalls;
import dev.sluice.admission.identity.HttpReply;
import dev.sluice.admission.identity.IdNumber;
import dev.sluice.admission.identity.Patience;
import dev.sluice.model.signature.Endpoint;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A register behind a small protocol of ours, which a bridge to the operator's vendor speaks: POST
 * {@code {"name","number"}}, answered by {@code {"match":true}} or {@code {"match":false}}.
 */
final class HttpRegister implements Register {
  private final HttpCalls calls;
  private final Endpoint endpoint;
  private final Map<String, String> headers = new HashMap<>();

  HttpRegister(HttpCalls calls, Endpoint endpoint, Optional<String> apiKey) {
    this.calls = calls;
    this.endpoint = endpoint;
    headers.put("content-type", "application/json");
    apiKey.ifPresent(key -> headers.put("authorization", "Bearer " + key));
  }

  @Override
  public Uni<Boolean> confirms(String name, IdNumber number) {
    JsonObject body = new JsonObject().put("name", name).put("number", number.text());
    return calls
        .post(endpoint.at(""), headers, body.toBuffer().getBytes())
        .map(HttpRegister::match);
  }

  private static boolean match(HttpReply reply) {
    JsonNode match = reply.json().path("match");
    if (!reply.isOk() || !match.isBoolean()) {
      Log.warnf("the register of ID numbers gave no answer status=%d", reply.status());
      throw Patience.unavailable("ID numbers cannot be checked at the moment; try again.");
    }
    return match.booleanValue();
  }
}
