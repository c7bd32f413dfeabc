package dev.sluice.admission.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who must have a verified real name, and how one is verified. */
@ConfigMapping(prefix = "sluice.admission.identity")
public interface IdentityConfig {
  /** Whether generating demands a verified real name, where neither alias nor plan says. */
  @WithDefault("false")
  boolean required();

  /** The same for single aliases; goes before plans. */
  Map<String, Boolean> aliases();

  /** The same for single plans. */
  Map<String, Boolean> plans();

  /** Where callers are told to verify. */
  @WithDefault("POST /v1/identity/phone, or POST /v1/identity/id-number")
  String where();

  /** Accounts of one tenant that one person may have. */
  @WithDefault("3")
  int accountsPerIdentity();

  /** How long a closed account's fingerprint still counts, which is as long as logs are kept. */
  @WithDefault("184d")
  Duration tombstone();

  /** How long an operator may read a value in clear. */
  @WithDefault("15m")
  Duration unmasked();

  Phone phone();

  IdCheck idNumber();

  /** Codes to phones. */
  interface Phone {
    /** Who sends them; unset: nobody can verify a phone. */
    Optional<Vendor> vendor();

    Optional<String> baseUrl();

    Optional<String> accessKeyId();

    Optional<String> accessKeySecret();

    /** Tencent's. */
    @WithDefault("ap-guangzhou")
    String region();

    Optional<String> signName();

    Optional<String> template();

    /** Tencent's {@code SmsSdkAppId}. */
    Optional<String> appId();

    @WithDefault("5s")
    Duration timeout();

    @WithDefault("5m")
    Duration codeTtl();

    /** Wrong codes after which a new one must be sent. */
    @WithDefault("5")
    int tries();

    /** Between two codes to one number. */
    @WithDefault("60s")
    Duration interval();

    /** Codes to one number in 24 hours. */
    @WithDefault("5")
    int perNumber();

    /** Codes that one account may have sent in 24 hours. */
    @WithDefault("10")
    int perAccount();
  }

  /** Who sends codes. */
  enum Vendor {
    /** Phone number verification of Alibaba Cloud, which draws and checks the codes itself. */
    ALIYUN,
    /** Tencent Cloud's SMS, which carries codes of ours. */
    TENCENT
  }

  /** The register of names and numbers. */
  interface IdCheck {
    /** Unset: nobody can verify an ID number. */
    Optional<String> baseUrl();

    Optional<String> apiKey();

    @WithDefault("5s")
    Duration timeout();

    /** Checks that one account may ask for in 24 hours. */
    @WithDefault("5")
    int perAccount();
  }
}
