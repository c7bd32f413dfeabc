package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.testing.EnginesResource;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class AdmissionTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String KEY = "sk-slc-unit-test-key-0123456789";
  private static final Caller OWNER =
      new Caller("tenant-1", "account-1", "key_unit", Caller.Role.AUDITOR);

  @Inject Admission admission;
  @Inject ApiKeyStore store;
  @Inject PostgresKeys keys;
  @Inject Pool pool;

  @Inject
  @CacheName("api-keys")
  Cache cache;

  @ConfigProperty(name = "quarkus.cache.caffeine.api-keys.expire-after-write")
  Duration remembered;

  @ConfigProperty(name = "quarkus.cache.caffeine.api-keys.maximum-size")
  long mostRemembered;

  @TempDir Path folder;

  /** The application's own keys come back after each test. */
  @BeforeEach
  void setAside() {
    sql("drop table if exists api_key_kept");
    sql("create table api_key_kept as table api_key");
    sql("delete from api_key");
    forget();
  }

  @AfterEach
  void putBack() {
    sql("delete from api_key");
    sql("insert into api_key select * from api_key_kept");
    sql("drop table api_key_kept");
    forget();
  }

  @Test
  void shouldKnowTheCaller_whenTheKeyIsGood() throws Throwable {
    // given
    put(key());
    // when
    Caller caller = admit("Bearer " + KEY);
    // then
    assertThat(caller).isEqualTo(OWNER);
    assertThat(admit("bearer   " + KEY + " ")).isEqualTo(OWNER);
  }

  @Test
  void shouldKeepAHashOnly_whenAKeyIsStored() throws Throwable {
    // given
    put(key());
    // when
    List<String> row = rows("select to_jsonb(api_key)::text from api_key");
    // then
    assertThat(row).hasSize(1);
    assertThat(row.get(0)).doesNotContain(KEY).contains(KeyText.hash(KEY));
    assertThat(row.get(0)).doesNotContain(KEY.substring(0, KEY.length() / 2 + 1));
  }

  @Test
  void shouldRefuseAlike_whateverIsWrongWithTheCredential() throws Throwable {
    // given
    Caller other = new Caller("t", "a", "key_2", Caller.Role.ADMIN);
    put(key(Optional.of(Instant.now().minusSeconds(1))));
    put(
        new ApiKey(
            other,
            KeyText.hash(KEY + "2"),
            "sk-slc-unit",
            NOW,
            Optional.empty(),
            Optional.of(NOW)));
    // when
    List<Throwable> refusals = new ArrayList<>();
    for (Optional<String> header :
        List.of(
            Optional.<String>empty(),
            Optional.of(""),
            Optional.of("Bearer"),
            Optional.of("Bearer "),
            Optional.of("Basic " + KEY),
            Optional.of(KEY),
            Optional.of("Bearer unknown"),
            Optional.of("Bearer " + KeyText.hash(KEY)),
            Optional.of("Bearer " + KEY),
            Optional.of("Bearer " + KEY + "2"))) {
      refusals.add(refusal(header));
    }
    // then
    assertThat(refusals).allMatch(Refusal.Unauthenticated.class::isInstance);
    assertThat(refusals)
        .extracting(Throwable::getMessage)
        .containsOnly(refusals.get(0).getMessage());
  }

  @Test
  void shouldAdmit_untilTheKeyExpires() {
    // given
    Pass pass = new Pass(OWNER, Scope.of(OWNER.role()), Optional.of(NOW));
    // when / then
    assertThat(pass.at(NOW.minusNanos(1))).contains(pass);
    assertThat(pass.at(NOW)).isEmpty();
  }

  @Test
  void shouldForgetSoon_whatAKeyResolvedTo() {
    assertThat(remembered).isLessThanOrEqualTo(Duration.ofSeconds(3)).isPositive();
    assertThat(mostRemembered).isBetween(100L, 100_000L);
  }

  @Test
  void shouldDrawKeysAndHandThemOver_whenThereAreNone() throws Throwable {
    // when
    bootstrap(Optional.empty(), Optional.empty()).ensure(null);
    // then
    List<String> lines = Files.readAllLines(credentials());
    String admin = lines.get(1).replaceFirst("admin +", "");
    String caller = lines.get(2).replaceFirst("caller +", "");
    assertThat(admit("Bearer " + admin).role()).isEqualTo(Caller.Role.ADMIN);
    assertThat(admit("Bearer " + caller).role()).isEqualTo(Caller.Role.CALLER);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())))
        .isEqualTo("rw-------");
    // when
    bootstrap(Optional.empty(), Optional.empty()).ensure(null);
    // then
    assertThat(Files.readAllLines(credentials())).isEqualTo(lines);
  }

  @Test
  void shouldStoreNothing_whenKeysCannotBeHandedOver() throws IOException {
    // given
    Path notAFolder = Files.createFile(folder.resolve("file"));
    BootstrapKeys keys =
        new BootstrapKeys(store, config(Optional.empty(), Optional.empty()), clock(), notAFolder);
    // when / then
    assertThatThrownBy(() -> keys.ensure(null)).isInstanceOf(IOException.class);
    assertThat(rows("select id from api_key")).isEmpty();
  }

  @Test
  void shouldWriteNoFile_whenBothKeysAreConfigured() throws Throwable {
    // when
    bootstrap(Optional.of("x".repeat(16)), Optional.of(KEY)).ensure(null);
    // then
    assertThat(credentials()).doesNotExist();
    assertThat(admit("Bearer " + KEY).account()).isEqualTo("demo");
  }

  @Test
  void shouldReplaceAKey_whenItIsConfiguredLater() throws Throwable {
    // given
    bootstrap(Optional.of("x".repeat(16)), Optional.of(KEY)).ensure(null);
    // when
    bootstrap(Optional.of("y".repeat(16)), Optional.empty()).ensure(null);
    // then
    assertThat(refusal(Optional.of("Bearer " + "x".repeat(16)))).isNotNull();
    assertThat(admit("Bearer " + "y".repeat(16)).account()).isEqualTo("admin");
    assertThat(admit("Bearer " + KEY).account()).isEqualTo("demo");
  }

  @Test
  void shouldLeaveAKeyAsOperatorsLeftIt_whenItIsConfiguredStill() throws Throwable {
    // given
    String old = "x".repeat(16);
    bootstrap(Optional.of(old), Optional.of(KEY)).ensure(null);
    Caller boss = new Caller("default", "boss", "key_boss", Caller.Role.ADMIN);
    PostgresKeys.Target admin = new PostgresKeys.Target(boss, "default", "key_admin");
    run(() -> keys.rotate(admin, "y".repeat(16), Duration.ZERO));
    run(() -> keys.rotate(admin, "z".repeat(16), Duration.ZERO));
    run(() -> keys.revoke(new PostgresKeys.Target(boss, "default", "key_demo")));
    // when
    bootstrap(Optional.of(old), Optional.of(KEY)).ensure(null);
    // then
    assertThat(refusal(Optional.of("Bearer " + old))).isNotNull();
    assertThat(refusal(Optional.of("Bearer " + KEY))).isNotNull();
    assertThat(admit("Bearer " + "z".repeat(16)).account()).isEqualTo("admin");
    // when
    run(() -> keys.rotate(admin, "v".repeat(16), Duration.ZERO));
    // then
    assertThat(admit("Bearer " + "v".repeat(16)).account()).isEqualTo("admin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "fifteen-letters", "with a space in it", "ключ-ключ-ключ-ключ"})
  void shouldRefuseToStart_whenAConfiguredKeyIsWeak(String key) {
    assertThatThrownBy(() -> bootstrap(Optional.of(key), Optional.empty()).ensure(null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.bootstrap.admin-key");
  }

  @Test
  void shouldRefuseToStart_whenBothKeysAreTheSame() {
    assertThatThrownBy(() -> bootstrap(Optional.of(KEY), Optional.of(KEY)).ensure(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must differ")
        .hasMessageNotContaining(KEY);
  }

  private static ApiKey key(Optional<Instant> expiresAt) {
    return new ApiKey(
        OWNER, KeyText.hash(KEY), KeyText.displayPrefix(KEY), NOW, expiresAt, Optional.empty());
  }

  private static ApiKey key() {
    return ApiKey.of(KEY, OWNER, NOW);
  }

  private void put(ApiKey key) throws Throwable {
    run(() -> store.put(key));
  }

  private Caller admit(String header) throws Throwable {
    return run(() -> entering(Optional.of(header)));
  }

  private Throwable refusal(Optional<String> header) throws Throwable {
    return run(() -> entering(header).onItemOrFailure().transform((caller, no) -> no));
  }

  private Uni<Caller> entering(Optional<String> header) {
    return admission
        .enter(new Shown(header, ""))
        .map(pass -> pass.opening(Scope.ACCOUNT))
        .map(Pass::caller);
  }

  private static <T> T run(Supplier<Uni<T>> step) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(step);
  }

  private Path credentials() {
    return folder.resolve("credentials.txt");
  }

  private BootstrapKeys bootstrap(Optional<String> admin, Optional<String> caller) {
    forget();
    return new BootstrapKeys(store, config(admin, caller), clock(), folder);
  }

  private static BootstrapConfig config(Optional<String> admin, Optional<String> caller) {
    return new BootstrapConfig() {
      @Override
      public Optional<String> adminKey() {
        return admin;
      }

      @Override
      public Optional<String> callerKey() {
        return caller;
      }
    };
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  private void forget() {
    cache.invalidateAll().await().atMost(SOON);
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(SOON);
  }

  private List<String> rows(String query) {
    List<String> rows = new ArrayList<>();
    pool.query(query).execute().await().atMost(SOON).forEach(row -> rows.add(row.getString(0)));
    return rows;
  }
}
