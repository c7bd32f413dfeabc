package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Sha256;
import dev.sluice.model.signature.CanonicalRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Against AWS's published vector and its own signer, and against what Volcengine's signer gave. */
class ScopedSignatureTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /** The case "get-vanilla" of AWS's test suite. */
  @Test
  void shouldGiveThePublishedSignature() {
    SortedMap<String, String> headers =
        new TreeMap<>(Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"));
    CanonicalRequest request = new CanonicalRequest("GET", "/", "", headers, Sha256.hex(""));

    String header =
        ScopedSignature.AWS.authorization(
            request, "20150830T123600Z", "us-east-1", "service", "AKIDEXAMPLE", SECRET);

    assertThat(header)
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  /** Computed by {@code SignerV4Impl} of {@code com.volcengine:volc-sdk-java:1.0.273}. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "{\"Content\":\"易盾测试内容!\"}"
            + "|282f22ba2c0dff8ce620729629eca4d9086b9b0d3f20dd4f2ff1355f248f3cb9",
        "a ( ) ! ' * ~ + b|1b70df6d96f2b05135251fc8ba48c3a79c6ebaedf60c6ebf387c53ae9a8cd806",
        "𠮷 😀👍🏽 繁體|207532a8a8337ed962bc1b5a07f550c2955ede53876802f988e63cec4dc101ca"
      })
  void shouldGiveVolcenginesOwnSignature(String body, String signature) {
    String hash = Sha256.hex(body);
    SortedMap<String, String> headers =
        new TreeMap<>(
            Map.of(
                "content-type", "application/json",
                "host", "cn-beijing.sdk.access.llm-shield.omini-shield.com",
                "x-content-sha256", hash,
                "x-date", "20250904T100000Z"));
    CanonicalRequest request =
        new CanonicalRequest(
            "POST", "/v2/moderate", "Action=Moderate&Version=2025-08-31", headers, hash);

    String header =
        ScopedSignature.VOLCENGINE.authorization(
            request,
            "20250904T100000Z",
            "cn-beijing",
            "llmshield",
            "AKLTexample",
            "c2VjcmV0+/example==");

    assertThat(header)
        .isEqualTo(
            "HMAC-SHA256 Credential=AKLTexample/20250904/cn-beijing/llmshield/request,"
                + " SignedHeaders=content-type;host;x-content-sha256;x-date, Signature="
                + signature);
  }

  @ParameterizedTest
  @CsvSource({"( ) ! ' * ~ + b", "易盾测试内容", "𠮷 😀👍🏽 繁體", "%2F%20+%"})
  void shouldSignAsAwsDoes_whenTheTextIsAwkward(String text) {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  @Property(tries = 200)
  void shouldSignAsAwsDoes(@ForAll String text) {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  private static final URI ADDRESS =
      URI.create(
          "https://bedrock-runtime.eu-west-1.amazonaws.com"
              + "/guardrail/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Aguardrail%2Fgr-1"
              + "/version/DRAFT/apply");

  private static String ours(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/json");
    headers.put("host", ADDRESS.getHost());
    headers.put("x-amz-content-sha256", Sha256.hex(body));
    headers.put("x-amz-date", ScopedSignature.time(NOW));
    String path = ADDRESS.getRawPath().replace("%", "%25");
    return ScopedSignature.AWS.authorization(
        CanonicalRequest.post(path, headers, body),
        ScopedSignature.time(NOW),
        "eu-west-1",
        "bedrock",
        "AKIDEXAMPLE",
        SECRET);
  }

  private static String theirs(String text) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(ADDRESS)
            .putHeader("content-type", "application/json")
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            signing ->
                signing
                    .identity(AwsCredentialsIdentity.create("AKIDEXAMPLE", SECRET))
                    .request(request)
                    .payload(ContentStreamProvider.fromUtf8String(text))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }
}
