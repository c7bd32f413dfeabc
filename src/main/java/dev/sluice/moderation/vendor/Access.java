package dev.sluice.moderation.vendor;

/** How calls are authorised, for vendors that know two ways. Says nothing of the keys in text. */
public sealed interface Access {

  /** As configured: the single key where there is one, else the pair, which is needed then. */
  static Access of(Settings settings) {
    return settings
        .optionalApiKey()
        .<Access>map(ApiKey::new)
        .orElseGet(() -> new KeyPair(settings.accessKeyId(), settings.accessKeySecret()));
  }

  /** One key, sent as it is. */
  record ApiKey(String key) implements Access {
    @Override
    public String toString() {
      return "ApiKey";
    }
  }

  /** A name and a secret that signs. */
  record KeyPair(String id, String secret) implements Access {
    @Override
    public String toString() {
      return "KeyPair";
    }
  }
}
