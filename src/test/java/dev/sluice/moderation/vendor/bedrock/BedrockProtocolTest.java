package dev.sluice.moderation.vendor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class BedrockProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "bedrock.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "bedrock",
        "access-key-id", "id-of-the-key",
        "access-key-secret", "secret-of-ours",
        "region", "eu-west-1",
        "service", "arn:aws:bedrock:eu-west-1:123456789012:guardrail/gr-1");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret", "region", "service");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(request).at("/content/0/text/text").textValue();
  }

  /** What AWS's own signer makes of what arrived. */
  @Override
  protected void assertAuthentic(VendorRequest request) {
    SdkHttpRequest theirs =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(request.uri()))
            .putHeader("content-type", headers(request).get("content-type"))
            .build();
    SdkHttpRequest signed =
        (SdkHttpRequest)
            AwsV4HttpSigner.create()
                .sign(
                    it ->
                        it.identity(
                                AwsCredentialsIdentity.create("id-of-the-key", "secret-of-ours"))
                            .request(theirs)
                            .payload(ContentStreamProvider.fromByteArray(request.body()))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                            .putProperty(
                                HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
                .request();
    for (String name : List.of("host", "x-amz-date", "x-amz-content-sha256", "authorization")) {
      assertThat(signed.firstMatchingHeader(name)).contains(headers(request).get(name));
    }
  }

  @Test
  void shouldSendTheKeyAlone_whenThereIsOne() {
    Map<String, String> settings = asMap();
    settings.put("api-key", "one-key");

    VendorRequest sent = sent(settings);

    assertThat(headers(sent)).containsEntry("authorization", "Bearer one-key");
    assertThat(sent.headers().toString()).doesNotContain("secret-of-ours");
  }

  @Test
  void shouldClaimAnyLanguage_whenTheGuardrailIsOfTheStandardTier() {
    Map<String, String> settings = asMap();
    settings.put("options.tier", "standard");

    assertThat(protocol().capabilities().languages()).containsExactlyInAnyOrder("en", "fr", "es");
    assertThat(protocol(settings).capabilities().languages()).isEmpty();
  }

  private static VendorRequest sent(Map<String, String> settings) {
    String body = "{\"action\":\"NONE\",\"assessments\":[]}";
    ScriptedCalls calls =
        new ScriptedCalls(
            List.of(new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8))));
    Inquiry inquiry =
        new Inquiry("x", Direction.OUTPUT, "", NONCE, Optional.empty(), true, true, NONCE);
    protocol(settings).judge(inquiry, calls).await().indefinitely();
    return calls.requests().get(0);
  }
}
