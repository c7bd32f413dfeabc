package dev.sluice.moderation.vendor.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;

/**
 * AWS Bedrock's {@code ApplyGuardrail}: each call by itself, by whatever policies the guardrail
 * has. It is asked for everything it detected, also where the guardrail only watches.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html">its
 *     interface</a>
 */
public final class BedrockProtocol implements VendorProtocol {
  private final BedrockSettings settings;
  private final Clock clock;
  private final BedrockAnswers answers;

  public BedrockProtocol(Settings settings, Clock clock) {
    this.settings = BedrockSettings.of(settings);
    this.clock = clock;
    this.answers = new BedrockAnswers(clock);
  }

  @Override
  public Capabilities capabilities() {
    return settings.capabilities();
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls
        .send(request(inquiry))
        .map(answers::checked)
        .map(reply -> BedrockJudgement.of(reply, inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    ObjectNode asked = Json.object();
    asked.put("source", inquiry.direction().name());
    asked.put("outputScope", "FULL");
    asked.putArray("content").addObject().putObject("text").put("text", inquiry.text());
    byte[] body = Json.bytes(asked);
    return VendorRequest.post(settings.uri(), settings.headers(body, clock.instant()), body);
  }
}
