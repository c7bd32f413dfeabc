package dev.sluice.moderation.vendor;

import dev.sluice.moderation.ModerationConfig.VendorConfig;
import dev.sluice.moderation.vendor.aliyun.AliyunGuardProtocol;
import dev.sluice.moderation.vendor.aliyun.AliyunTextProtocol;
import dev.sluice.moderation.vendor.azure.AzureProtocol;
import dev.sluice.moderation.vendor.baidu.BaiduLlmProtocol;
import dev.sluice.moderation.vendor.baidu.BaiduTextProtocol;
import dev.sluice.moderation.vendor.bedrock.BedrockProtocol;
import dev.sluice.moderation.vendor.guard.GuardModelProtocol;
import dev.sluice.moderation.vendor.huawei.HuaweiProtocol;
import dev.sluice.moderation.vendor.mistral.MistralProtocol;
import dev.sluice.moderation.vendor.modelarmor.ModelArmorProtocol;
import dev.sluice.moderation.vendor.openai.OpenAiModerationProtocol;
import dev.sluice.moderation.vendor.shumei.ShumeiProtocol;
import dev.sluice.moderation.vendor.tencent.TencentTextProtocol;
import dev.sluice.moderation.vendor.tencent.TencentWafProtocol;
import dev.sluice.moderation.vendor.volcengine.VolcengineProtocol;
import dev.sluice.moderation.vendor.yidun.YidunProtocol;
import dev.sluice.moderation.vendor.yidun.YidunStreamProtocol;
import java.time.Clock;
import java.util.function.Supplier;

/** Which class speaks which type. */
final class Protocols {
  private Protocols() {}

  /**
   * The protocol of a configured vendor. Wrong configuration throws {@code ConfigurationException}
   * with one sentence that names the key.
   *
   * @param nonces words of 32 to 36 characters that never repeat
   */
  static VendorProtocol of(String id, VendorConfig config, Clock clock, Supplier<String> nonces) {
    Settings settings = new Settings(id, config);
    return switch (config.type()) {
      case OPENAI -> new OpenAiModerationProtocol(settings, clock);
      case AZURE -> new AzureProtocol(settings, clock);
      case ALIYUN -> new AliyunTextProtocol(settings, clock, nonces);
      case ALIYUN_GUARD -> new AliyunGuardProtocol(settings, clock, nonces);
      case TENCENT -> new TencentTextProtocol(settings, clock);
      case TENCENT_WAF -> new TencentWafProtocol(settings, clock);
      case BAIDU -> new BaiduTextProtocol(settings, clock);
      case BAIDU_LLM -> new BaiduLlmProtocol(settings, clock);
      case YIDUN -> new YidunProtocol(settings, clock, nonces);
      case YIDUN_STREAM -> new YidunStreamProtocol(settings, clock, nonces);
      case SHUMEI -> new ShumeiProtocol(settings, clock);
      case HUAWEI -> new HuaweiProtocol(settings, clock);
      case VOLCENGINE -> new VolcengineProtocol(settings, clock);
      case BEDROCK -> new BedrockProtocol(settings, clock);
      case MODEL_ARMOR -> new ModelArmorProtocol(settings, clock);
      case MISTRAL -> new MistralProtocol(settings, clock);
      case GUARD_MODEL -> new GuardModelProtocol(settings, clock);
    };
  }
}
