package dev.sluice.moderation.vendor.baidu;

import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.List;

class BaiduTextProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "baidu.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "baidu",
        "access-key-id", "ak-s3cret",
        "access-key-secret", "sk-s3cret",
        "service", "7");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return form(request).get("text");
  }
}
