package dev.sluice.admission.identity.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.identity.HttpCalls;
import dev.sluice.admission.identity.IdentityConfig;
import dev.sluice.admission.identity.IdentityConfig.Vendor;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.privacy.PhoneNumber;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisFixture;
import dev.sluice.testing.ScriptedSms;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both vendors over real HTTP, with what they answer to a right and to a wrong signature. */
class PhoneVendorsTest {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Caller CALLER = new Caller("t", "a", "key", Caller.Role.CALLER);

  private static ScriptedSms sms;

  @BeforeAll
  static void start() {
    sms = ScriptedSms.start(RedisFixture.get().vertx());
  }

  @AfterAll
  static void stop() {
    sms.close();
  }

  @Test
  void shouldHaveAliyunSendAndCheck_whenItIsTheVendor() {
    HttpAliyunVerification aliyun = aliyun(ScriptedSms.SECRET);
    Challenge challenge = challenge("13812341234");

    await(aliyun.send(challenge));

    assertThat(sms.query())
        .contains("PhoneNumber=13812341234", "ReturnVerifyCode=false", "%23%23code%23%23")
        .contains("OutId=" + challenge.key().substring(0, 32));
    assertThat(await(aliyun.check(challenge, "000000"))).isFalse();
    assertThat(await(aliyun.check(challenge, sms.codeOf("13812341234")))).isTrue();
  }

  @Test
  void shouldSendTheCodeByTencent_whenItIsTheVendor() {
    await(tencent(ScriptedSms.SECRET).send(new PhoneNumber("13812341234"), "012345"));

    assertThat(sms.codeOf("13812341234")).isEqualTo("012345");
    assertThat(sms.body().encode())
        .isEqualTo(
            "{\"PhoneNumberSet\":[\"+8613812341234\"],\"SmsSdkAppId\":\"app\","
                + "\"SignName\":\"签名\",\"TemplateId\":\"template\","
                + "\"TemplateParamSet\":[\"012345\",\"5\"]}");
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void shouldBlameTheNumber_whenTheVendorDoes(Vendor vendor) {
    assertThatThrownBy(() -> await(send(vendor, ScriptedSms.ILLEGAL, ScriptedSms.SECRET)))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageNotContaining(ScriptedSms.ILLEGAL);
    assertThatThrownBy(() -> await(send(vendor, ScriptedSms.BUSY, ScriptedSms.SECRET)))
        .isInstanceOf(Refusal.Exhausted.class)
        .hasMessageNotContaining(ScriptedSms.BUSY);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void shouldBlameNobodyElse_whenTheSignatureIsWrong(Vendor vendor) {
    assertThatThrownBy(() -> await(send(vendor, "13812341234", "another secret")))
        .isInstanceOfSatisfying(
            Refusal.Unavailable.class,
            refusal -> assertThat(refusal.code()).isEqualTo("identity_unavailable"));
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void shouldNameTheMissingKey_whenTheSettingsAreIncomplete(Vendor vendor) {
    IdentityConfig config = Configs.of(IdentityConfig.class);

    assertThatThrownBy(() -> PhoneSettings.of(config.phone(), vendor))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("sluice.admission.identity.phone.access-key-id is not set");
  }

  private static Uni<Void> send(Vendor vendor, String digits, String secret) {
    return switch (vendor) {
      case ALIYUN -> aliyun(secret).send(challenge(digits));
      case TENCENT -> tencent(secret).send(new PhoneNumber(digits), "012345");
    };
  }

  private static Challenge challenge(String digits) {
    return new Challenge(CALLER, new PhoneNumber(digits), "0".repeat(64), "1".repeat(64));
  }

  private static HttpAliyunVerification aliyun(String secret) {
    return new HttpAliyunVerification(
        calls(),
        settings(Vendor.ALIYUN, secret),
        TTL,
        Clock.systemUTC(),
        () -> UUID.randomUUID().toString());
  }

  private static HttpTencentSms tencent(String secret) {
    return new HttpTencentSms(calls(), settings(Vendor.TENCENT, secret), TTL, Clock.systemUTC());
  }

  private static HttpCalls calls() {
    return new HttpCalls(RedisFixture.get().vertx(), "test", Duration.ofSeconds(10));
  }

  private static PhoneSettings settings(Vendor vendor, String secret) {
    String prefix = "sluice.admission.identity.phone.";
    IdentityConfig config =
        Configs.of(
            IdentityConfig.class,
            prefix + "base-url",
            sms.baseUrl(),
            prefix + "access-key-id",
            ScriptedSms.KEY_ID,
            prefix + "access-key-secret",
            secret,
            prefix + "sign-name",
            "签名",
            prefix + "template",
            "template",
            prefix + "app-id",
            "app");
    return PhoneSettings.of(config.phone(), vendor);
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(SOON);
  }
}
