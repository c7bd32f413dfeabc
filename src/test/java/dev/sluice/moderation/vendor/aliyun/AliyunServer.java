package dev.sluice.moderation.vendor.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Sha256;
import dev.sluice.model.signature.Hmac;
import dev.sluice.moderation.vendor.VendorRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Checks a request as the vendor's side does: from what came, not from what we meant to send. */
final class AliyunServer {
  private AliyunServer() {}

  static void assertSigned(VendorRequest request, String keyId, String secret) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach(it -> headers.put(it.getKey(), it.getValue()));
    URI uri = URI.create(request.uri());
    String authorization = headers.remove("authorization");

    assertThat(headers)
        .containsEntry("host", uri.getAuthority())
        .containsEntry("x-acs-content-sha256", Sha256.hex(request.body()));
    StringBuilder lines = new StringBuilder("POST\n" + uri.getRawPath() + "\n\n");
    headers.forEach((name, value) -> lines.append(name + ":" + value + "\n"));
    String names = String.join(";", headers.keySet());
    lines.append("\n" + names + "\n" + Sha256.hex(request.body()));
    String toSign = "ACS3-HMAC-SHA256\n" + Sha256.hex(lines.toString());
    byte[] signature = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), toSign);
    assertThat(authorization)
        .isEqualTo(
            "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s",
            keyId, names, HexFormat.of().formatHex(signature));
  }
}
