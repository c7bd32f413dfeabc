package dev.sluice.moderation.vendor.tencent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TencentTextProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "tencent.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type",
        "tencent",
        "access-key-id",
        TencentServer.KEY_ID,
        "access-key-secret",
        TencentServer.SECRET,
        "service",
        "sluice");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret");
  }

  @Override
  protected String textIn(VendorRequest request) {
    byte[] text = Base64.getDecoder().decode(json(request).path("Content").textValue());
    return new String(text, StandardCharsets.UTF_8);
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    TencentServer.assertSigned(request, "tms");
  }

  @Test
  void shouldNameTheKey_whenAnOptionIsMisspelt() {
    Map<String, String> settings = asMap();
    settings.put("options.session", "true");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.session");
  }

  @Test
  void shouldNameTheKey_whenTheRegionIsNone() {
    Map<String, String> settings = asMap();
    settings.put("region", "ap guangzhou/");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.region");
  }
}
