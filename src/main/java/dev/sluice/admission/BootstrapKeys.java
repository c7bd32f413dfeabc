package dev.sluice.admission;

import dev.sluice.model.Caller;
import dev.sluice.model.Caller.Role;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sees to it that an administrator and a demo caller can get in: takes their keys from the
 * configuration, or draws them at the first start and writes them to {@code credentials.txt}.
 */
@ApplicationScoped
class BootstrapKeys {
  private static final Caller ADMIN = new Caller("default", "admin", "key_admin", Role.ADMIN);
  private static final Caller DEMO = new Caller("default", "demo", "key_demo", Role.CALLER);
  private static final int SHORTEST = 16;

  private final ApiKeyStore keys;
  private final BootstrapConfig config;
  private final Clock clock;
  private final Path credentials;

  BootstrapKeys(
      ApiKeyStore keys,
      BootstrapConfig config,
      Clock clock,
      @ConfigProperty(name = "sluice.standalone.data-dir", defaultValue = "data") Path dataDir) {
    this.keys = keys;
    this.config = config;
    this.clock = clock;
    this.credentials = dataDir.resolve("credentials.txt");
  }

  void ensure(@Observes StartupEvent start) throws Throwable {
    Optional<String> admin = checked("sluice.bootstrap.admin-key", config.adminKey());
    Optional<String> caller = checked("sluice.bootstrap.caller-key", config.callerKey());
    if (admin.isPresent() && admin.equals(caller)) {
      throw new IllegalStateException(
          "sluice.bootstrap.admin-key and sluice.bootstrap.caller-key must differ");
    }
    if (VertxContextSupport.subscribeAndAwait(keys::isEmpty)) {
      SecureRandom random = new SecureRandom();
      String adminKey = admin.orElseGet(() -> KeyText.random(random));
      String callerKey = caller.orElseGet(() -> KeyText.random(random));
      // Handed over before they are stored: stored keys that nobody was told are never drawn again.
      hand(adminKey, callerKey, admin.isEmpty() || caller.isEmpty());
      VertxContextSupport.subscribeAndAwait(
          () -> put(ADMIN, adminKey).chain(() -> put(DEMO, callerKey)));
    } else {
      admin.ifPresent(key -> replace(ADMIN, key));
      caller.ifPresent(key -> replace(DEMO, key));
    }
  }

  /** What operators did to a key since it was configured holds on. */
  private void replace(Caller owner, String key) {
    try {
      if (VertxContextSupport.subscribeAndAwait(() -> keys.isOver(owner, KeyText.hash(key)))) {
        Log.warnf(
            "the configured key was rotated or revoked and is not taken again key=%s",
            owner.credential());
      } else {
        VertxContextSupport.subscribeAndAwait(() -> put(owner, key));
      }
    } catch (Throwable failure) {
      throw new IllegalStateException("the bootstrap key could not be stored", failure);
    }
  }

  private Uni<Void> put(Caller owner, String key) {
    return keys.put(ApiKey.of(key, owner, clock.instant()));
  }

  /** The one place where keys are shown: the operator's own terminal and a file of mode 0600. */
  private void hand(String adminKey, String callerKey, boolean drawn) throws IOException {
    if (!drawn) {
      return;
    }
    String text =
        "# Sluice's first API keys. Anyone who has them gets in: keep this file to yourself.\n"
            + "admin  "
            + adminKey
            + "\n"
            + "caller "
            + callerKey
            + "\n";
    Files.createDirectories(credentials.toAbsolutePath().getParent());
    Files.deleteIfExists(credentials);
    createPrivate(credentials);
    Files.writeString(credentials, text);
    System.out.printf(
        "%n  Your API keys (also in %s):%n    administrator  %s%n    demo caller    %s%n%n",
        credentials, adminKey, callerKey);
  }

  private static void createPrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Log.warn("This file system has no owner-only mode; protect credentials.txt yourself.");
      Files.createFile(file);
    }
  }

  private static Optional<String> checked(String name, Optional<String> key) {
    key.filter(text -> text.length() < SHORTEST || !text.chars().allMatch(c -> c > ' ' && c < 127))
        .ifPresent(
            text -> {
              throw new ConfigurationException(
                  name
                      + " has a value that is not allowed (not shown, being secret); allowed are "
                      + SHORTEST
                      + " or more printable ASCII characters without blanks.");
            });
    return key;
  }
}
