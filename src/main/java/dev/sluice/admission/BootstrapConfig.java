package dev.sluice.admission;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The first two API keys, where an operator sets them instead of having them drawn. */
@ConfigMapping(prefix = "sluice.bootstrap")
public interface BootstrapConfig {
  Optional<String> adminKey();

  Optional<String> callerKey();
}
