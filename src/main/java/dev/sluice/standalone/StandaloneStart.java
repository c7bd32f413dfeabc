package dev.sluice.standalone;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What happens before Quarkus starts: engines are found or started, and their addresses become
 * system properties, which Quarkus reads like any other configuration. Migrations and traffic
 * follow in Quarkus's own order.
 */
public final class StandaloneStart {
  private static final String DATA_DIRECTORY = "sluice.standalone.data-dir";

  /** Tells the program that the engines are its own, which their addresses do not show. */
  private static final String OWN_ENGINES = "sluice.standalone.own-engines";

  private StandaloneStart() {}

  /**
   * Makes PostgreSQL and Redis available to this process.
   *
   * @throws StartRefused with the one sentence an operator needs
   */
  public static void prepare() {
    // A configuration of our own with Quarkus's sources; nothing is registered, so Quarkus still
    // builds its own afterwards and sees the properties set here.
    SmallRyeConfig config = ConfigUtils.configBuilder().build();
    EngineChoice choice = EngineChoice.from(key -> value(config, key));
    if (choice instanceof EngineChoice.Given given) {
      System.setProperty(EngineChoice.JDBC_URL, given.jdbcUrl());
      return;
    }
    Path directory = Path.of(value(config, DATA_DIRECTORY).orElse("data"));
    RunningEngines engines = embedded().start(EngineSettings.durable(directory));
    engines.addresses().asProperties().forEach(System::setProperty);
    System.setProperty(OWN_ENGINES, "true");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterDrain(engines), "engines-stop"));
  }

  /**
   * Finds the engines by {@link ServiceLoader}, never by name: a native executable registers no
   * services of ours, so the image contains neither the code that starts engines nor their
   * binaries, and this look-up comes back empty there.
   */
  private static EmbeddedEngines embedded() {
    return ServiceLoader.load(EmbeddedEngines.class, StandaloneStart.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> EmbeddedEngines.none("This build of Sluice"));
  }

  /** A broken expression counts as set: Quarkus names it better than we could. */
  private static Optional<String> value(SmallRyeConfig config, String key) {
    try {
      return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
    } catch (NoSuchElementException brokenExpression) {
      return Optional.of("");
    }
  }

  /** Shutdown hooks run side by side; open streams still need the engines while they drain. */
  private static void stopAfterDrain(RunningEngines engines) {
    Application application = Application.currentApplication();
    if (application != null) {
      application.awaitShutdown();
    }
    engines.stop();
  }
}
