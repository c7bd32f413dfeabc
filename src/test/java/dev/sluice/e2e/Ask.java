package dev.sluice.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP request, as bytes on the wire. Immutable. */
record Ask(String method, String path, Map<String, String> headers, byte[] body) {

  static Ask of(String method, String path) {
    return new Ask(method, path, Map.of(), new byte[0]).bearer(UpstreamResource.CALLER_KEY);
  }

  static Ask get(String path) {
    return of("GET", path);
  }

  /** A body for {@code /v1/chat/completions} with one message. */
  static JsonObject body(String alias) {
    JsonObject message = new JsonObject().put("role", "user").put("content", "hi");
    return new JsonObject().put("model", alias).put("messages", new JsonArray().add(message));
  }

  static Ask chat(JsonObject body) {
    return of("POST", "/v1/chat/completions").json(body.encode());
  }

  static Ask whole(String alias) {
    return chat(body(alias));
  }

  static Ask stream(String alias) {
    return chat(body(alias).put("stream", true));
  }

  /** A stream that is to tell its usage. */
  static Ask counted(String alias) {
    JsonObject options = new JsonObject().put("include_usage", true);
    return chat(body(alias).put("stream", true).put("stream_options", options));
  }

  static Ask generation(String alias) {
    return of("POST", "/v1/generations").json(body(alias).encode());
  }

  Ask bearer(String key) {
    return header("Authorization", "Bearer " + key);
  }

  Ask json(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  Ask bytes(byte[] bytes) {
    return new Ask(method, path, headers, bytes).header("Content-Type", "application/json");
  }

  Ask header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Ask(method, path, more, body);
  }

  Ask without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new Ask(method, path, fewer, body);
  }

  /** Request line and headers, up to and including the empty line. */
  byte[] head() {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: sluice\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (!headers.containsKey("Transfer-Encoding") && !headers.containsKey("Content-Length")) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] whole() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head());
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
