package dev.sluice.admission.identity.phone;

import dev.sluice.admission.identity.HttpCalls;
import dev.sluice.admission.identity.IdentityConfig;
import dev.sluice.admission.identity.IdentityConfig.Vendor;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.redis.TimedRedis;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Makes what verifies phones, at start, so that wrong settings are told of then. */
class PhoneWiring {
  private static final Duration REDIS = Duration.ofSeconds(2);

  @Produces
  @Singleton
  RedisChallenges challenges(Redis redis, IdentityConfig config) {
    return new RedisChallenges(new TimedRedis(redis, REDIS), config.phone().codeTtl());
  }

  @Produces
  @Singleton
  @Startup
  PhoneVerification verification(
      IdentityConfig config,
      RedisChallenges challenges,
      FieldVault vault,
      Vertx vertx,
      Clock clock) {
    return config
        .phone()
        .vendor()
        .map(vendor -> of(vendor, config.phone(), challenges, vault, vertx, clock))
        .orElseGet(NoVerification::new);
  }

  private static PhoneVerification of(
      Vendor vendor,
      IdentityConfig.Phone config,
      RedisChallenges challenges,
      FieldVault vault,
      Vertx vertx,
      Clock clock) {
    PhoneSettings settings = PhoneSettings.of(config, vendor);
    HttpCalls calls = new HttpCalls(vertx, vendor.name(), config.timeout());
    return switch (vendor) {
      case ALIYUN ->
          new HttpAliyunVerification(
              calls, settings, config.codeTtl(), clock, () -> UUID.randomUUID().toString());
      case TENCENT ->
          new OwnCodes(
              new HttpTencentSms(calls, settings, config.codeTtl(), clock),
              challenges,
              vault,
              new SecureRandom());
    };
  }
}
