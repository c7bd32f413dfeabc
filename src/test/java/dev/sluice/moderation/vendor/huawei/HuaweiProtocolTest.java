package dev.sluice.moderation.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HuaweiProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "huawei.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "huawei",
        "access-key-id", "id-of-the-key",
        "access-key-secret", "secret-of-ours",
        "options.project-id", "p-1");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret", "options.project-id");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(request).at("/data/text").textValue();
  }

  /** What Huawei's own kit makes of what arrived. */
  @Override
  protected void assertAuthentic(VendorRequest request) {
    URI uri = URI.create(request.uri());
    HttpRequest theirs =
        HttpRequest.newBuilder()
            .withMethod(HttpMethod.POST)
            .withEndpoint(uri.getScheme() + "://" + uri.getAuthority())
            .withPath(uri.getRawPath())
            .withBodyAsString(body(request))
            .addHeader("Host", headers(request).get("host"))
            .addHeader("X-Sdk-Date", headers(request).get("x-sdk-date"))
            .addHeader("X-Project-Id", headers(request).get("x-project-id"))
            .build();
    BasicCredentials keys = new BasicCredentials().withAk("id-of-the-key").withSk("secret-of-ours");
    assertThat(headers(request).get("authorization"))
        .isEqualTo(AKSKSigner.getInstance().sign(theirs, keys).get("Authorization"));
  }

  @Test
  void shouldSendTheStrategy_whenThereIsOne() {
    Map<String, String> settings = asMap();
    settings.put("service", "strict");

    assertThat(sent(settings).path("biz_type").textValue()).isEqualTo("strict");
  }

  @Test
  void shouldNameTheOption_whenTheProjectIsNoId() {
    Map<String, String> settings = asMap();
    settings.put("options.project-id", "../other");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.project-id");
  }

  private static JsonNode sent(Map<String, String> settings) {
    String body = "{\"result\":{\"suggestion\":\"pass\"}}";
    ScriptedCalls calls =
        new ScriptedCalls(
            List.of(new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8))));
    Inquiry inquiry =
        new Inquiry("x", Direction.OUTPUT, "", NONCE, Optional.empty(), true, true, NONCE);
    protocol(settings).judge(inquiry, calls).await().indefinitely();
    return json(calls.requests().get(0));
  }
}
