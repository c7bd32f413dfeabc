package dev.sluice.moderation.vendor.tencent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Tc3Signature;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls of one of Tencent Cloud's services: who asks, where, and in which region. */
final class TencentCalls {
  private final Clock clock;
  private final Endpoint endpoint;
  private final Tc3Signature signature;
  private final String service;
  private final String version;
  private final String region;

  /**
   * @param service as it is signed, and as its host begins
   */
  TencentCalls(Settings settings, Clock clock, String service, String version) {
    this.clock = clock;
    this.endpoint = settings.baseUrl("https://" + service + ".tencentcloudapi.com");
    this.signature = new Tc3Signature(settings.accessKeyId(), settings.accessKeySecret());
    this.service = service;
    this.version = version;
    this.region = settings.region("ap-guangzhou");
  }

  VendorRequest request(String action, ObjectNode parameters) {
    byte[] body = Json.bytes(parameters);
    Instant now = clock.instant();
    String path = endpoint.path() + "/";
    return VendorRequest.post(
        endpoint.at("/"),
        List.of(
            Map.entry("host", endpoint.host()),
            Map.entry("content-type", Tc3Signature.CONTENT_TYPE),
            Map.entry("x-tc-action", action),
            Map.entry("x-tc-version", version),
            Map.entry("x-tc-timestamp", String.valueOf(now.getEpochSecond())),
            Map.entry("x-tc-region", region),
            Map.entry(
                "authorization",
                signature.authorization(endpoint.host(), path, service, body, now))),
        body);
  }

  Reply response(VendorAnswer answer) {
    return TencentErrors.response(answer, clock);
  }
}
