package dev.sluice.model.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Acs3SignatureTest {

  @Test
  void shouldSignThePublishedExample() {
    // given
    Map<String, String> headers =
        Map.of(
            "host", "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action", "RunInstances",
            "x-acs-content-sha256", Sha256.hex(""),
            "x-acs-date", "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
            "x-acs-version", "2014-05-26");
    CanonicalRequest request =
        new CanonicalRequest(
            "POST",
            "/",
            "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            new TreeMap<>(headers),
            Sha256.hex(""));

    // when
    String authorization =
        new Acs3Signature("YourAccessKeyId", "YourAccessKeySecret").authorization(request);

    // then
    assertThat(request.hash())
        .isEqualTo("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
    assertThat(authorization)
        .isEqualTo(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }

  /** What {@code Client.getAuthorization} of {@code com.aliyun:openapiutil:0.2.1} answers. */
  @ParameterizedTest
  @CsvSource({
    "'',3b08eaf14865546016cbb3123b3ba707a0c2c11e3014c8e8b2344ca18be979be",
    "'a (b) ! '' * ~ + 审核 😀',d91782de1437a49a70fe89d18d0a69fdae491444e60b3c14743a90a2dfef3eac"
  })
  void shouldSignAsTheVendorsKit(String text, String signature) {
    // given
    String body =
        text.isEmpty()
            ? ""
            : Percent.form(
                new TreeMap<>(
                    Map.of(
                        "Service",
                        "llm_response_moderation",
                        "ServiceParameters",
                        "{\"content\":\"" + text + "\"}")));

    // when
    Map<String, String> headers =
        new Acs3Signature("LTAI-s3cret-id", "s3cret-of-aliyun")
            .headers(
                "green-cip.cn-shanghai.aliyuncs.com",
                "/",
                "TextModerationPlus",
                "2022-03-02",
                body.getBytes(StandardCharsets.UTF_8),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "0123456789abcdef0123456789abcdef");

    // then
    assertThat(headers.get("authorization")).endsWith(",Signature=" + signature);
  }
}
