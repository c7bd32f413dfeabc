package dev.sluice.admission.identity.phone;

import dev.sluice.admission.identity.IdentityConfig;
import dev.sluice.admission.identity.IdentityConfig.Vendor;
import dev.sluice.model.SettingRules;
import dev.sluice.model.signature.Endpoint;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.Optional;

/** What the vendor of codes needs, all of it there. Says nothing of its keys in text. */
record PhoneSettings(
    Endpoint endpoint,
    String accessKeyId,
    String accessKeySecret,
    String region,
    String signName,
    String template,
    String appId) {
  private static final String PREFIX = "sluice.admission.identity.phone.";

  /** Throws {@code ConfigurationException} that names what is missing or wrong. */
  static PhoneSettings of(IdentityConfig.Phone config, Vendor vendor) {
    return new PhoneSettings(
        endpoint(config.baseUrl().orElse(usual(vendor))),
        needed("access-key-id", vendor, config.accessKeyId()),
        needed("access-key-secret", vendor, config.accessKeySecret()),
        config.region(),
        needed("sign-name", vendor, config.signName()),
        needed("template", vendor, config.template()),
        vendor == Vendor.TENCENT ? needed("app-id", vendor, config.appId()) : "");
  }

  private static String usual(Vendor vendor) {
    return switch (vendor) {
      case ALIYUN -> "https://dypnsapi.aliyuncs.com";
      case TENCENT -> "https://sms.tencentcloudapi.com";
    };
  }

  private static Endpoint endpoint(String url) {
    try {
      return Endpoint.of(url);
    } catch (IllegalArgumentException wrong) {
      throw new SettingRules(PREFIX).wrong("base-url", url, wrong.getMessage());
    }
  }

  private static String needed(String key, Vendor vendor, Optional<String> value) {
    return value.orElseThrow(
        () ->
            new ConfigurationException(
                PREFIX
                    + key
                    + " is not set, which the vendor "
                    + vendor.name().toLowerCase(Locale.ROOT)
                    + " needs."));
  }

  @Override
  public String toString() {
    return "PhoneSettings[" + endpoint.origin() + "]";
  }
}
