package dev.sluice.moderation.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import dev.sluice.model.signature.CanonicalRequest;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the signer of Huawei's own kit. */
class HuaweiSignatureTest {
  private static final String HOST = "moderation.cn-north-4.myhuaweicloud.com";
  private static final String PATH = "/v3/0123456789abcdef/moderation/text";
  private static final String TIME = "20260304T050607Z";

  @ParameterizedTest
  @CsvSource({"( ) ! ' * ~ + b", "易盾测试内容", "𠮷 😀👍🏽 繁體", "%2F%20+%"})
  void shouldSignAsHuaweiDoes_whenTheTextIsAwkward(String text) {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  @Property(tries = 200)
  void shouldSignAsHuaweiDoes(@ForAll String text) {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  private static String ours(String text) {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", HOST);
    headers.put("x-project-id", "0123456789abcdef");
    headers.put("x-sdk-date", TIME);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return HuaweiSignature.authorization(
        CanonicalRequest.post(PATH + "/", headers, body), TIME, "AKEXAMPLE", "SKEXAMPLE+/=");
  }

  private static String theirs(String text) {
    HttpRequest request =
        HttpRequest.newBuilder()
            .withMethod(HttpMethod.POST)
            .withEndpoint("https://" + HOST)
            .withPath(PATH)
            .addHeader("Content-Type", "application/json")
            .addHeader("X-Project-Id", "0123456789abcdef")
            .addHeader("X-Sdk-Date", TIME)
            .withBodyAsString(text)
            .build();
    BasicCredentials credentials =
        new BasicCredentials().withAk("AKEXAMPLE").withSk("SKEXAMPLE+/=");
    return AKSKSigner.getInstance().sign(request, credentials).get("Authorization");
  }
}
