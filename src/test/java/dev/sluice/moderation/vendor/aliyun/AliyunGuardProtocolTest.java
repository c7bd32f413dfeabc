package dev.sluice.moderation.vendor.aliyun;

import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.List;

class AliyunGuardProtocolTest extends VendorContract {
  private static final String KEY_ID = "LTAI-s3cret-id";
  private static final String SECRET = "s3cret-of-aliyun";

  @Override
  protected String cassettes() {
    return "aliyun-guard.json";
  }

  @Override
  protected List<String> settings() {
    return List.of("type", "aliyun-guard", "access-key-id", KEY_ID, "access-key-secret", SECRET);
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(form(request).get("ServiceParameters")).path("content").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    AliyunServer.assertSigned(request, KEY_ID, SECRET);
  }
}
