package dev.sluice.moderation.vendor.baidu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BceSignatureTest {

  /** What {@code BceV1Signer} of {@code com.baidubce:bce-java-sdk:0.10.364} answers. */
  @ParameterizedTest
  @CsvSource({
    "afd.bj.baidubce.com,/rcs/llm/input/analyze,"
        + "738d6c24d9ea91800d81f695f7589c89edb070b9adb90822a03bf3899f9df613",
    "localhost:8080,/pre%20fix~/rcs/llm/input/analyze,"
        + "ca92458de582507d6868509dd39e7518ed9bc593b6be787b9ef7b560c1750812"
  })
  void shouldSignAsTheVendorsKit(String host, String path, String signature) {
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    assertThat(new BceSignature("ak-s3cret", "sk-s3cret").headers(host, path, now))
        .contains(
            Map.entry(
                "authorization",
                "bce-auth-v1/ak-s3cret/2026-01-02T03:04:05Z/1800/content-type;host;x-bce-date/"
                    + signature));
  }
}
