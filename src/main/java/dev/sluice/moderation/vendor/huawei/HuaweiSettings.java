package dev.sluice.moderation.vendor.huawei;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Settings;
import java.util.Optional;
import java.util.Set;

/**
 * What Huawei Cloud has to be told.
 *
 * @param strategy made in its console; none: its own
 */
record HuaweiSettings(
    Endpoint endpoint,
    String keyId,
    String keySecret,
    String projectId,
    String eventType,
    Optional<String> strategy) {
  private static final Set<String> EVENT_TYPES =
      Set.of("nickname", "title", "article", "comment", "barrage", "search", "profile");

  static HuaweiSettings of(Settings settings) {
    settings.onlyOptions("project-id", "event-type");
    String own = "https://moderation." + settings.region("cn-north-4") + ".myhuaweicloud.com";
    return new HuaweiSettings(
        settings.baseUrl(own),
        settings.accessKeyId(),
        settings.accessKeySecret(),
        projectId(settings),
        settings.option("event-type", "article", EVENT_TYPES),
        settings.optionalService());
  }

  /** It becomes a part of the address. */
  private static String projectId(Settings settings) {
    String id = settings.option("project-id");
    if (!id.matches("[0-9A-Za-z_-]{1,64}")) {
      throw settings.wrong("options.project-id", id, "letters, digits, hyphens and underscores");
    }
    return id;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "HuaweiSettings[" + endpoint.origin() + "]";
  }
}
