package dev.sluice.moderation.vendor.tencent;

import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.List;

class TencentWafProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "tencent-waf.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "tencent-waf",
        "access-key-id", TencentServer.KEY_ID,
        "access-key-secret", TencentServer.SECRET,
        "service", "svc",
        "options.instance-id", "waf-1");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret", "service", "options.instance-id");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(request).path("Content").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    TencentServer.assertSigned(request, "waf");
  }
}
