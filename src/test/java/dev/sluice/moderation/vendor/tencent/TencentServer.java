package dev.sluice.moderation.vendor.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Sha256;
import dev.sluice.model.signature.Hmac;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks a request as the vendor's side does: from what came, not from what we meant to send. */
final class TencentServer {
  static final String KEY_ID = "AKID-s3cret";
  static final String SECRET = "s3cret-of-tencent";

  private TencentServer() {}

  static void assertSigned(VendorRequest request, String service) {
    Map<String, String> headers =
        request.headers().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(headers).containsEntry("host", URI.create(request.uri()).getAuthority());
    String canonical =
        "POST\n/\n\ncontent-type:%s\nhost:%s\n\ncontent-type;host\n%s"
            .formatted(
                headers.get("content-type"), headers.get("host"), Sha256.hex(request.body()));
    String scope = VendorContract.NOW.toString().substring(0, 10) + "/" + service + "/tc3_request";
    String toSign =
        "TC3-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(headers.get("x-tc-timestamp"), scope, Sha256.hex(canonical));
    byte[] key = ("TC3" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = Hmac.sha256(key, part);
    }
    assertThat(headers.get("authorization"))
        .isEqualTo(
            "TC3-HMAC-SHA256 Credential=%s/%s, SignedHeaders=content-type;host, Signature=%s",
            KEY_ID, scope, HexFormat.of().formatHex(Hmac.sha256(key, toSign)));
  }
}
