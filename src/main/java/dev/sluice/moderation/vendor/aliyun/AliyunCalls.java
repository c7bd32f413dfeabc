package dev.sluice.moderation.vendor.aliyun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Direction;
import dev.sluice.model.signature.Acs3Signature;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Calls of the content safety service: who asks, where, and for which of its services. */
final class AliyunCalls {
  private static final String VERSION = "2022-03-02";
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Supplier<String> nonces;
  private final Endpoint endpoint;
  private final Acs3Signature signature;
  private final String promptService;
  private final String replyService;
  private final int maxPrompt;
  private final int maxReply;

  /** The services and lengths given are those of an account without rule sets of its own. */
  AliyunCalls(
      Settings settings,
      Clock clock,
      Supplier<String> nonces,
      Map.Entry<String, Integer> prompts,
      Map.Entry<String, Integer> replies) {
    settings.onlyOptions("prompt-service", "reply-service", "max-prompt", "max-reply");
    this.clock = clock;
    this.nonces = nonces;
    this.endpoint =
        settings.baseUrl("https://green-cip." + settings.region("cn-shanghai") + ".aliyuncs.com");
    this.signature = new Acs3Signature(settings.accessKeyId(), settings.accessKeySecret());
    this.promptService = service(settings, "prompt-service", prompts.getKey());
    this.replyService = service(settings, "reply-service", replies.getKey());
    this.maxPrompt = settings.option("max-prompt", prompts.getValue(), 1, MOST);
    this.maxReply = settings.option("max-reply", replies.getValue(), 1, MOST);
  }

  private static String service(Settings settings, String option, String otherwise) {
    return settings.optionalOption(option).or(settings::optionalService).orElse(otherwise);
  }

  Clock clock() {
    return clock;
  }

  int maxPrompt() {
    return maxPrompt;
  }

  int maxReply() {
    return maxReply;
  }

  Capabilities.Unit unit() {
    return Capabilities.Unit.CODE_POINTS;
  }

  VendorRequest request(String action, Direction direction, ObjectNode parameters) {
    Map<String, String> form = new TreeMap<>();
    form.put("Service", direction == Direction.INPUT ? promptService : replyService);
    form.put("ServiceParameters", parameters.toString());
    byte[] body = Percent.form(form).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        signature.headers(
            endpoint.host(),
            endpoint.path() + "/",
            action,
            VERSION,
            body,
            clock.instant(),
            nonces.get());
    return VendorRequest.post(endpoint.at("/"), List.copyOf(headers.entrySet()), body);
  }

  /** What both operations take. */
  static ObjectNode parameters(ObjectNode object, Inquiry inquiry) {
    return object.put("content", inquiry.text()).put("sessionId", inquiry.sessionId());
  }
}
