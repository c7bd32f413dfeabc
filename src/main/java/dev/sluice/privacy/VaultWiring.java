package dev.sluice.privacy;

import dev.sluice.model.privacy.FieldVault;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the vault, at start, so that a wrong key set is told of then. */
class VaultWiring {

  @Produces
  @Singleton
  @Startup
  FieldVault vault(
      PrivacyConfig config,
      @ConfigProperty(name = "sluice.standalone.own-engines", defaultValue = "false") boolean own,
      @ConfigProperty(name = "sluice.standalone.data-dir", defaultValue = "data") Path dataDir)
      throws GeneralSecurityException {
    Optional<KeySet> keys =
        new KeySetSource(config, own ? Optional.of(dataDir) : Optional.empty()).find();
    if (keys.isEmpty()) {
      Log.info("no key set for personal data: what needs one is refused");
      return new ClosedVault();
    }
    return new TinkVault(keys.get());
  }
}
