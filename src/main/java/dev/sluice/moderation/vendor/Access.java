package dev.sluice.moderation.vendor;

/** How calls are authorised, for vendors that know two ways. Says nothing of the keys in text. */
public sealed interface Access {

  record ApiKey(String key) implements Access {
    @Override
    public String toString() {
      return "ApiKey";
    }
  }

  record KeyPair(String id, String secret) implements Access {
    @Override
    public String toString() {
      return "KeyPair";
    }
  }
}
