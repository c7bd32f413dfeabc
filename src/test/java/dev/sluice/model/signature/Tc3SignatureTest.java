package dev.sluice.model.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendor's published examples. */
class Tc3SignatureTest {
  private static final byte[] BODY =
      ("{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"],"
              + " \"Name\": \"instance-name\"}]}")
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldHashTheExamplesBody() {
    assertThat(Sha256.hex(BODY))
        .isEqualTo("35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
  }

  @ParameterizedTest
  @CsvSource({
    "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE,Gu5t9xGARNpq86cd98joQYCN3EXAMPLE,"
        + "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
    "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******,Gu5t9xGARNpq86cd98joQYCN3*******,"
        + "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"
  })
  void shouldSignThePublishedExamples(String keyId, String secret, String signature) {
    String authorization =
        new Tc3Signature(keyId, secret)
            .authorization(
                "cvm.tencentcloudapi.com", "/", "cvm", BODY, Instant.ofEpochSecond(1551113065));

    assertThat(authorization)
        .isEqualTo(
            "TC3-HMAC-SHA256 Credential=%s/2019-02-25/cvm/tc3_request,"
                + " SignedHeaders=content-type;host, Signature=%s",
            keyId, signature);
  }
}
