package dev.sluice.testing;

/** Keys for the personal data of tests; they protect nothing. */
public final class TestKeySet {
  public static final String TEXT =
      """
      {"sealing":{"primaryKeyId":555292377,
      "key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",
      "value":"GiDc0A/+CQD4DNJpHFWjRcn9I0Rb1k4twp5ga+04bM74ZA==","keyMaterialType":"SYMMETRIC"},
      "status":"ENABLED","keyId":555292377,"outputPrefixType":"TINK"}]}
      ,"fingerprints":{"primaryKeyId":947787242,
      "key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.HmacPrfKey",
      "value":"EgIIAxogM3ieT4BJtWJC84FRsYa/oXTwtR/tYJc1VLsWv9W3k7g=","keyMaterialType":"SYMMETRIC"},
      "status":"ENABLED","keyId":947787242,"outputPrefixType":"RAW"}]}}
      """;

  private TestKeySet() {}
}
