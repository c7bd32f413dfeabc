package dev.sluice.privacy;

import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Where the key set is found: in the configuration, or, beside engines of our own, in {@code
 * keyset.json}, which is drawn once.
 *
 * @param dataDir where the engines' data lies; empty where they are the operator's, since a key
 *     drawn on one of several machines would be lost on the others
 */
record KeySetSource(PrivacyConfig config, Optional<Path> dataDir) {
  private static final String TEXT_KEY = "sluice.privacy.keyset";
  private static final String FILE_KEY = "sluice.privacy.keyset-file";
  private static final String DRAWN = "keyset.json";

  /**
   * Empty where there is none. Throws {@code ConfigurationException} where there is a wrong one.
   */
  Optional<KeySet> find() {
    if (config.keyset().isPresent() && config.keysetFile().isPresent()) {
      throw new ConfigurationException(TEXT_KEY + " and " + FILE_KEY + " are both set: keep one.");
    }
    return config
        .keyset()
        .map(text -> parsed(TEXT_KEY, text))
        .or(() -> config.keysetFile().map(KeySetSource::read))
        .or(() -> dataDir.map(KeySetSource::drawn));
  }

  private static KeySet read(Path file) {
    try {
      return parsed(FILE_KEY + " (" + file + ")", Files.readString(file));
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          FILE_KEY + " is '" + file + "', which cannot be read: name a file with a key set.");
    }
  }

  private static KeySet drawn(Path dataDir) {
    Path file = dataDir.resolve(DRAWN);
    return Files.exists(file) ? read(file) : draw(file);
  }

  private static KeySet draw(Path file) {
    try {
      KeySet keys = KeySet.draw();
      write(file, keys.text());
      Log.infof("drew a key set for personal data file=%s: keep a copy of it", file);
      return keys;
    } catch (IOException | GeneralSecurityException failed) {
      throw new ConfigurationException(
          "A key set for personal data could not be written to "
              + file
              + ": set "
              + FILE_KEY
              + ".");
    }
  }

  /** Whole or not at all: half a key set would lock out what is sealed with it. */
  private static void write(Path file, String text) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(directory, ".keyset", "");
    if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    } else {
      Log.warnf("this file system has no owner-only mode; protect %s yourself", file);
    }
    Files.writeString(draft, text);
    Files.move(draft, file.toAbsolutePath());
  }

  private static KeySet parsed(String key, String text) {
    try {
      return KeySet.parse(text);
    } catch (GeneralSecurityException | RuntimeException wrong) {
      throw new ConfigurationException(
          key
              + " has a value that is not allowed (not shown, being secret); allowed is"
              + " {\"sealing\":…,\"fingerprints\":…}, each a Tink key set in JSON, AEAD the one and"
              + " a single PRF key the other.");
    }
  }
}
