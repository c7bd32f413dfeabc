package dev.sluice.moderation.vendor.yidun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what {@code SignerImpl} of {@code com.netease.yidun:yidun-java-sdk-core:1.2.6} gave. */
class YidunSignatureTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "MD5|易盾测试内容!|c054e9e9bd829af0101a9c91a684611d",
        "MD5|a ( ) ! ' * ~ + b|ce4424f6e736c602ae2b848201392633",
        "MD5|𠮷 😀👍🏽 繁體|01a64bb1120f5e16fa93c454f98acd0d",
        "SHA1|易盾测试内容!|74e79da72c0143483aacf8db218b2f5fcd31ed83",
        "SHA1|a ( ) ! ' * ~ + b|94503e1058222d34ab874be636476fc4ffd46fd5",
        "SHA1|𠮷 😀👍🏽 繁體|5572f6108d0d8f47c385dd4d476ad9bffa3fe790",
        "SHA256|易盾测试内容!|5efea171d9026e43c76291eb7c0d3996ddf3f6997930f6e2da2f9052dddbc9bf",
        "SHA256|a ( ) ! ' * ~ + b"
            + "|dac543852f0ed6178709dd9932a56db6d97c4baf716e3a211d350c922b74fdee",
        "SHA256|𠮷 😀👍🏽 繁體|c4f8f0c185f97e98a545576cb09d5d7cf3a1d5a067cbd309ac72c50b0c524ec7"
      })
  void shouldGiveYidunsOwnSignature(YidunSignature method, String content, String signature) {
    SortedMap<String, String> parameters =
        new TreeMap<>(
            Map.of(
                "secretId", "your_secret_id",
                "businessId", "your_business_id",
                "version", "v5.3",
                "timestamp", "1700000000000",
                "nonce", "1234567890",
                "signatureMethod", method.name(),
                "dataId", "d1",
                "content", content));

    String ours = method.of(parameters, "your_secret_key");

    assertThat(ours).isEqualTo(signature);
  }
}
