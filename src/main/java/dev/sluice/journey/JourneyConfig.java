package dev.sluice.journey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What callers are told when an answer is cut. */
@ConfigMapping(prefix = "sluice.moderation")
public interface JourneyConfig {
  @WithDefault("This answer was stopped because it did not pass the content check. 内容未通过审核,已停止生成。")
  String notice();
}
