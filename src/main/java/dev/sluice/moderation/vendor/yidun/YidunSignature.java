package dev.sluice.moderation.vendor.yidun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * NetEase Yidun's signature, as its Java kit's {@code SignerImpl} computes it: a hash over all
 * parameters, by name, as they are before any encoding, and the secret behind them.
 */
enum YidunSignature {
  MD5("MD5"),
  SHA1("SHA-1"),
  SHA256("SHA-256");

  private final String algorithm;

  YidunSignature(String algorithm) {
    this.algorithm = algorithm;
  }

  /** In lower-case hexadecimal digits. */
  String of(SortedMap<String, String> parameters, String secret) {
    StringBuilder all = new StringBuilder();
    parameters.forEach((name, value) -> all.append(name).append(value));
    byte[] bytes = all.append(secret).toString().getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + algorithm, impossible);
    }
  }
}
