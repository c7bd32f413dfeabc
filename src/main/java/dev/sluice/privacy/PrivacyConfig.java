package dev.sluice.privacy;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys for personal data come from. */
@ConfigMapping(prefix = "sluice.privacy")
public interface PrivacyConfig {
  /** The key set itself, as JSON. */
  Optional<String> keyset();

  /** A file that holds it. */
  Optional<Path> keysetFile();
}
